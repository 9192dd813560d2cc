"""The printed recovery code: 160 random bits as eight groups of four characters, and a check group of two."""

from __future__ import annotations

import secrets
from typing import Final

from .vault_errors import RecoveryCodeMistyped

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CHARACTERS: Final = 32
GROUP: Final = 4
# The largest prime below 32²: a single wrong character, and two neighbours swapped, always change the
# remainder, because no 32-power and no difference of two characters is a multiple of it.
CHECK_PRIME: Final = 1021
READ_AS: Final = {"O": "0", "I": "1", "L": "1"}
BETWEEN: Final = " -–—.\t\r\n\u00a0"


def new_code() -> str:
    """A fresh code as printed: `XXXX-…-XXXX-CC`, 34 characters and 8 dashes."""
    return "-".join(groups(_with_check(secrets.randbits(CHARACTERS * 5))))


def secret_of(typed: str) -> str:
    """The 32 characters that open the vault, from the code as a person typed it.

    Lower case, spaces, dashes, O for 0 and I or L for 1 are understood. Raises RecoveryCodeMistyped.
    """
    code = plain(typed)
    strange = sorted(set(code) - set(ALPHABET))
    if strange:
        raise RecoveryCodeMistyped(f"A recovery code never holds the character {strange[0]!r}.")
    whole = CHARACTERS + 2
    if len(code) != whole:
        raise RecoveryCodeMistyped(f"The code has {whole} characters; you typed {len(code)}.")
    if _with_check(_number(code[:CHARACTERS])) != code:
        raise RecoveryCodeMistyped("At least one character of the code is not as printed.")
    return code[:CHARACTERS]


def plain(typed: str) -> str:
    """What was typed, as it would be printed without dashes: for comparing single groups typed back."""
    kept = "".join(character for character in typed.upper() if character not in BETWEEN)
    return "".join(READ_AS.get(character, character) for character in kept)


def groups(code: str) -> list[str]:
    """The printed groups of a code: eight of four characters and the check group of two."""
    code = plain(code)
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]


def _with_check(number: int) -> str:
    return _text(number, CHARACTERS) + _text(number % CHECK_PRIME, 2)


def _text(number: int, length: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(code: str) -> int:
    number = 0
    for character in code:
        number = number << 5 | ALPHABET.index(character)
    return number
