"""Tables joined over pages, with heads and captions; columns that are none."""
