"""From a file to a Record: readers, OCR, verdicts, layout, fields, batches."""
