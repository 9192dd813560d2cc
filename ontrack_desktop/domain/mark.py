"""The eight characters on a printed page: seven of the ledger's head, and one that tells a slip of typing.

Seven characters are the first 35 bits of the head's MAC. The eighth makes the sum over the field of 32 elements
nothing, so that one wrong character, or two that changed places, are always noticed.
"""

from __future__ import annotations

from typing import Final

from .errors import OnTrackError

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no O and 0, no I and 1
LENGTH: Final = 8
BITS: Final = 5 * (LENGTH - 1)
POLYNOMIAL: Final = 0b100101  # x^5 + x^2 + 1


class Mistyped(OnTrackError):  # noqa: N818 - reads as a claim
    """These are not eight characters that any page of any vault carries."""


def of(mac: bytes) -> str:
    """The mark of a head; an empty ledger has one too."""
    first = int.from_bytes(mac[:5].ljust(5, b"\0")) >> 5 * 8 - BITS
    values = [first >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
    return "".join(ALPHABET[value] for value in (*values, _shifted(_sum(values))))


def beginnings(mark: str) -> tuple[bytes, bytes]:
    """The lowest and the highest first five bytes of a MAC with this mark."""
    first = 0
    for character in mark[:-1]:
        first = first << 5 | ALPHABET.index(character)
    spare = 5 * 8 - BITS
    return (first << spare).to_bytes(5), ((first + 1 << spare) - 1).to_bytes(5)


def tidied(typed: str) -> str:
    """What was typed, in capitals and without spaces, hyphens or the word before it on the page."""
    letters = "".join(character for character in typed.upper() if character.isalnum())
    return letters.removeprefix("LEDGER") if len(letters) > LENGTH else letters


def read(typed: str) -> str:
    """The mark that somebody typed; raises `Mistyped` with what to put right."""
    mark = tidied(typed)
    if len(mark) != LENGTH:
        raise Mistyped(
            f"A printed page carries eight characters; these are {len(mark)}.",
            "They stand at the foot of the page, at the right, after the word Ledger.",
        )
    strange = [character for character in mark if character not in ALPHABET]
    if strange:
        raise Mistyped(
            f"“{strange[0]}” is never one of the eight characters.",
            "The letters O and I and the figures 0 and 1 are not used. It may be Q, D, J, L or 7.",
        )
    if _sum([ALPHABET.index(character) for character in mark]):
        raise Mistyped(
            "These eight characters do not fit together: one of them is wrong, or two changed places.",
            "Compare them with the page. If they stand there exactly so, this program did not print it.",
        )
    return mark


def _sum(values: list[int]) -> int:
    total = 0
    for value in values:
        total = _shifted(total) ^ value
    return total


def _shifted(value: int) -> int:
    """Times x in the field."""
    value <<= 1
    return value ^ POLYNOMIAL if value > 31 else value
