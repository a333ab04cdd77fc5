"""What people correct and confirm: kept apart from what the machine read, laid over it, learned from."""
