"""What the body of a document says: lists, tasks, orders, figures, its structure, who signed."""
