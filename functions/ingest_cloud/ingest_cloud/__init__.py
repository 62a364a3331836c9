"""The function that reads what clouds bill, private and public."""
