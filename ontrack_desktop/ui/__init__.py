"""What the program looks like: theme, widgets, screens, the window's frame."""
