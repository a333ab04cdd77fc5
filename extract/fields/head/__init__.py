"""What the head of a document says: organ, number, date, type, title, marks, recipients."""
