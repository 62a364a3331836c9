"""Run the sample company and show what came of it: ask (nights), read (books, api), check (checks), print (screen)."""
