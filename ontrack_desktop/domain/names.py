"""How names are compared: without accents, apostrophes, hyphens or capitals, as people type them in a hurry."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "'": "", "’": "", "‘": "", "ʼ": "", "`": "", "´": "",
})  # fmt: skip


def folded(name: str) -> str:
    """A name for comparing: "Zoë O’Brien-Łoś" gives "zoe obrien los"."""
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN).casefold()).translate(_PLAIN)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", " ", bare).strip()


def holds(haystack: str, typed: str) -> bool:
    """Whether every word of what was typed begins a word of `haystack`; both are folded already."""
    padded = f" {haystack}"
    return all(f" {word}" in padded for word in typed.split())
