"""Fields: a schema interpreted over the layout, each value with its evidence."""
