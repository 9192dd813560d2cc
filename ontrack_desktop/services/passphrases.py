"""Choosing a passphrase: how hard one is to guess, and five words as a suggestion."""

from ontrack_desktop.system.passphrase import Strength, strength, suggest

__all__ = ["Strength", "strength", "suggest"]
