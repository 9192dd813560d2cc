"""Numbered steps from an older store to this one."""
