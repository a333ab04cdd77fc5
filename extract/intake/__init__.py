"""Which files there are, what they are, and how their records are called."""
