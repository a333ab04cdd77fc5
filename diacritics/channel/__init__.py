"""What a recogniser or a broken file makes of a word: P(seen | meant), and the words that may be meant."""
