"""A vault of an invented school, built as its people would have built it: by their acts, day after day."""
