"""What was found, as outputs."""
