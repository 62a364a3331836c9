"""What stands around every answer: what comes in, what is answered at once, what goes out."""
