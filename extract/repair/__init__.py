"""What a page's own text is worth, and its words made what they were meant to be."""
