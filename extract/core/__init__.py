"""What every room speaks of: pages and words, places on a page, errors, limits, options."""
