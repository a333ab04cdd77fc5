"""What the legal form fixes: its phrases, the abbreviations of codes, the letters of lists."""
