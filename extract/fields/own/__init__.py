"""Fields that a user's own schema adds."""
