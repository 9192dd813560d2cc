"""Right-to-left writing: joins Arabic letters and puts a line into the order in which it is drawn.

A small part of the Unicode bidirectional algorithm (UAX 9): strong letters, numbers and neutrals on one line.
Controls that override the order are removed before (see `fonts.clean`), so a name cannot reorder its line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import TypeVar

T = TypeVar("T")

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_NON_JOINER = "\u200c"
_LAM = "\u0644"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def has_rtl(text: str) -> bool:
    """Whether any letter of the text is written from right to left."""
    return _RTL.search(text) is not None


def starts_rtl(text: str) -> bool:
    """Whether the first strong letter is written from right to left: then the paragraph is."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter (or lam and alef) -> form (`isolated`, `initial`, `medial`, `final`) -> the character for it."""
    forms: dict[str, dict[str, str]] = {}
    for code in [*range(0xFB50, 0xFDFC), *range(0xFE80, 0xFEFD)]:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(letter, 16)) for letter in letters)
        is_lam_alef = len(base) == 2 and base[0] == _LAM and code >= 0xFEF5
        if len(base) == 1 or is_lam_alef:
            forms.setdefault(base, {})[kind.strip("<>")] = chr(code)
    return forms


def join_letters(word: str, covered: Collection[str]) -> str:
    """Replace Arabic letters by the forms that they take beside their neighbours; other letters stay."""
    if not has_rtl(word):
        return word.replace(_NON_JOINER, "")
    letters = _with_ligatures(word)
    solid = [i for i, letter in enumerate(letters) if unicodedata.category(letter[0]) != "Mn"]
    joined = list(letters)
    for place, i in enumerate(solid):
        before = letters[solid[place - 1]] if place else ""
        after = letters[solid[place + 1]] if place + 1 < len(solid) else ""
        forms = _forms().get(letters[i], {})
        from_before = _joins_on(before) and "final" in forms
        to_after = _joins_on(letters[i]) and ("final" in _forms().get(after, {}) or after == "\u0640")
        kind = ("medial" if to_after else "final") if from_before else ("initial" if to_after else "isolated")
        form = forms.get(kind, letters[i])
        if form in covered:
            joined[i] = form
    return "".join(joined).replace(_NON_JOINER, "")


def _with_ligatures(word: str) -> list[str]:
    """The word's letters, lam and alef taken together as the script demands."""
    letters: list[str] = []
    for letter in word:
        if letters and letters[-1] == _LAM and _LAM + letter in _forms():
            letters[-1] = _LAM + letter
        else:
            letters.append(letter)
    return letters


def _joins_on(letter: str) -> bool:
    """Whether a letter reaches out to the one after it."""
    return letter == "\u0640" or "initial" in _forms().get(letter, {})


def visual_order(line: list[tuple[str, T]], *, rtl: bool) -> list[tuple[str, T]]:
    """The characters of one line, each with what belongs to it, in the order from left to right."""
    levels = _levels([character for character, _ in line], rtl=rtl)
    order = list(range(len(line)))
    for level in range(max(levels, default=0), 0, -1):
        start = None
        for i in range(len(order) + 1):
            inside = i < len(order) and levels[order[i]] >= level
            if inside and start is None:
                start = i
            elif not inside and start is not None:
                order[start:i] = reversed(order[start:i])
                start = None
    drawn = [(line[i][0].translate(_MIRRORED) if levels[i] % 2 else line[i][0], line[i][1]) for i in order]
    return _marks_after_letters(drawn, [levels[i] for i in order])


def _levels(characters: list[str], *, rtl: bool) -> list[int]:
    base = 1 if rtl else 0
    kinds = [unicodedata.bidirectional(character) or "ON" for character in characters]
    strong = "R" if rtl else "L"
    resolved: list[str] = []
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kind = resolved[-1] if resolved else strong
        elif kind in ("CS", "ES") and 0 < i < len(kinds) - 1 and kinds[i - 1] == kinds[i + 1] in ("EN", "AN"):
            kind = kinds[i - 1]
        elif kind == "ET" and "EN" in (kinds[i - 1 : i] + kinds[i + 1 : i + 2]):
            kind = "EN"
        if kind in ("R", "AL"):
            kind = strong = "R"
        elif kind == "L":
            strong = "L"
        elif kind in ("EN", "AN"):
            kind = "L" if strong == "L" else "N"
        else:
            kind = "?"
        resolved.append(kind)
    _settle_neutrals(resolved, "R" if rtl else "L")
    return [base if k == "?" else 1 if k == "R" else 2 if (k == "N" or base == 1) else 0 for k in resolved]


def _settle_neutrals(kinds: list[str], base: str) -> None:
    """Neutrals take the direction of both their neighbours, or the line's where those differ."""
    i = 0
    while i < len(kinds):
        if kinds[i] != "?":
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] == "?":
            end += 1
        before = kinds[i - 1] if i else base
        after = kinds[end] if end < len(kinds) else base
        sides = {"L" if side == "L" else "R" for side in (before, after)}
        kinds[i:end] = [sides.pop() if len(sides) == 1 else base] * (end - i)
        i = end


def _marks_after_letters(drawn: list[tuple[str, T]], levels: list[int]) -> list[tuple[str, T]]:
    """After reversing, a vowel mark stands before its letter; fonts want it after."""
    result: list[tuple[str, T]] = []
    marks: list[tuple[str, T]] = []
    for item, level in zip(drawn, levels, strict=True):
        if level % 2 and unicodedata.combining(item[0]):
            marks.append(item)
            continue
        result.append(item)
        result.extend(marks)
        marks.clear()
    return result + marks


_SHAPED = re.compile("[\ufb50-\ufdfb\ufe80-\ufefc]+")


def unshaped(text: str) -> str:
    """The plain letters of a text whose Arabic letters were joined."""
    return _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
