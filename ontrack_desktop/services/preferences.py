"""What a person may choose about the program; kept beside it, not in a vault."""

from ontrack_desktop.system.settings import TEXT_SIZES, THEMES, Settings, help_of, label_of, load, save

__all__ = ["TEXT_SIZES", "THEMES", "Settings", "help_of", "label_of", "load", "save"]
