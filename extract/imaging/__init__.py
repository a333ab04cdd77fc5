"""A page's picture to the picture that is read: colour, skew, light, seals, specks, curl, perspective."""
