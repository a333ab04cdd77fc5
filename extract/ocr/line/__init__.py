"""A line reader of our own: its signs, its picture of a line, and how it is trained."""
