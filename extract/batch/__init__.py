"""Many documents: which are done, who works on what, what came of it."""
