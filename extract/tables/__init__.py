"""Rules and words to the cells of tables, the same for PDFs and scans."""
