"""Layout: lines and boxes to the blocks, paragraphs, outline, tables and footnotes of the legal form."""
