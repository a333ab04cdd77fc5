"""A page's picture to words: engines, a second look at doubts, filled-in digits, stamps."""
