"""What a screen knows and may do; tested without a window."""
