"""Help a person choose a passphrase: an honest estimate of how long it would stand, and a suggestion."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import inf, log10
from typing import Any, Final

from .assets import asset

WORDS_SUGGESTED: Final = 5
SHORTEST: Final = 12
ESTIMATED: Final = 72  # characters; the estimate takes long for long texts, and more can only make it better
# Powers of ten of guesses from which the score goes up. Ten milliard guesses, at half a second of one
# processor each, take 160 years of it.
STEPS: Final = (3, 6, 8, 10)
ENOUGH: Final = 4
# What a person who knows the program and the field would try first.
OWN_WORDS: Final = (
    "ontrack", "back on track", "thrive", "vault", "passphrase", "safeguarding", "pupil", "school", "time in",
    "recovery", "caseworker", "correct horse battery staple",
)  # fmt: skip
CLAIMS: Final = (
    "Very easy to guess.",
    "Easy to guess.",
    "Somewhat hard to guess.",
    "Hard to guess.",
    "Very hard to guess.",
)


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess: `score` 0 to 4, guesses as a power of ten, and one sentence of advice."""

    score: int
    guesses_log10: float
    claim: str
    advice: str

    @property
    def is_enough(self) -> bool:
        """Whether a vault may be made with it."""
        return self.score >= ENOUGH


def strength(passphrase: str, own_words: Iterable[str] = ()) -> Strength:
    """Estimate a passphrase; `own_words` are names of the person, the school, the vault, which count for nothing.

    The estimate is zxcvbn's (Wheeler, USENIX Security 2016); its word lists load on first use, in about 0.1 s.
    """
    if not passphrase:
        return Strength(0, 0.0, CLAIMS[0], f"Use {WORDS_SUGGESTED} words, or at least {SHORTEST} characters.")
    from zxcvbn import zxcvbn

    known = [part for words in (*OWN_WORDS, *own_words) for part in (words, *words.split()) if part]
    found: dict[str, Any] = zxcvbn(passphrase[:ESTIMATED], user_inputs=known, max_length=ESTIMATED)
    exponent = min(float(found["guesses_log10"]), _as_drawn_from_our_list(passphrase))
    score = sum(exponent >= step for step in STEPS)
    if len(passphrase) < SHORTEST:
        score = min(score, ENOUGH - 1)
        advice = f"Use at least {SHORTEST} characters: a few more words do it."
    else:
        advice = _advice(found["sequence"]) if score < ENOUGH else ""
    return Strength(score, exponent, CLAIMS[score], advice)


def suggest() -> str:
    """Five words drawn at random from the list (11 bits each, 56 in all), with spaces between them."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS_SUGGESTED))


@cache
def words() -> tuple[str, ...]:
    """The short plain words that suggestions are made of, in alphabetical order."""
    return tuple(asset("words", "passphrase_words.txt").read_text(encoding="utf-8").split())


def _as_drawn_from_our_list(passphrase: str) -> float:
    """Guesses, as a power of ten, for somebody who knows our list of words; infinite if it is not made of them."""
    typed = passphrase.lower().split()
    return len(typed) * log10(len(words())) if set(typed) <= set(words()) else inf


def _advice(sequence: list[dict[str, Any]]) -> str:
    """One sentence about the longest part of the passphrase that is easy to guess."""
    longest = max(sequence, key=lambda part: len(part["token"]))
    pattern = longest["pattern"]
    if pattern == "dictionary":
        if longest["dictionary_name"] == "user_inputs":
            return "Names and words of your work are tried first. Add a few other words."
        if longest["dictionary_name"] == "passwords" and longest["rank"] <= 1_000:
            return "This is among the passwords that are tried first. Use a few words instead."
        return "One or two words are tried quickly. Add a few more."
    return {
        "spatial": "Keys beside one another are tried first. Use words instead.",
        "repeat": "Repeating something adds little. Use different words.",
        "sequence": "Rows such as abc or 1234 are tried first. Use words instead.",
        "regex": "Years are tried first. Use words instead.",
        "date": "Dates are tried first. Use words instead.",
    }.get(pattern, "Add another word or two. Words that do not belong together are best.")
