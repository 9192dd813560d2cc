"""Words of one person inside a line of others: what they do to the direction of text ends with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

TURNS = {"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
FSI, PDI = "\u2068", "\u2069"
ISOLATES = {"\u2066": 1, "\u2067": 1, FSI: 1, PDI: -1}


def isolated(words: str) -> str:
    """`words` between FSI and PDI if anything in them turns the direction (Unicode Annex 9, 3.1.2).

    PDI ends the embeddings and overrides that were left open. Isolates are ended one by one: where they are
    uneven they are left out.
    """
    if words.isascii() or not any(unicodedata.bidirectional(letter) in TURNS for letter in words):
        return words
    if not _are_even(words):
        words = "".join(letter for letter in words if letter not in ISOLATES)
    return f"{FSI}{words}{PDI}"


def side_by_side(parts: Iterable[str], between: str = " · ") -> str:
    """What was said of several things in one line, without turning one another; empty ones are left out."""
    return between.join(isolated(part) for part in parts if part)


def _are_even(words: str) -> bool:
    """Whether every isolate that begins in `words` ends in them, and no other ends."""
    depth = 0
    for letter in words:
        depth += ISOLATES.get(letter, 0)
        if depth < 0:
            return False
    return depth == 0
