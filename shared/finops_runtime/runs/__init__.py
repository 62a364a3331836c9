"""The life of a run, as every function takes part in it: window, start, steps, failure."""
