"""Short words that professionals use, explained at the end of a family's copy where they occur."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

from ontrack_desktop.reports.flow import Block
from ontrack_desktop.reports.look import Look
from ontrack_desktop.reports.parts import Heading
from ontrack_desktop.reports.text import Span, Text

SHORT_WORDS = {
    "ADHD": "attention deficit hyperactivity disorder: it is harder to keep still, to wait or to stay with one thing",
    "AP": "alternative provision: a place to learn that is not the usual school",
    "ASD": "autism spectrum disorder, often simply called autism",
    "CAMHS": "the health service for children’s and young people’s mental health",
    "DSL": "the person in school who leads on keeping children safe",
    "EHC": "education, health and care: an EHC plan says in law what help a child must get",
    "EHCP": "education, health and care plan: it says in law what help a child must get",
    "EP": "educational psychologist: somebody who looks at how a child learns and what helps",
    "EWO": "education welfare officer: somebody who helps with getting to school",
    "GP": "your family doctor",
    "LA": "local authority, the council",
    "LEA": "local education authority, the part of the council for schools",
    "MHST": "mental health support team: a health team that works in schools",
    "OT": "occupational therapist: somebody who helps with everyday tasks",
    "PRU": "pupil referral unit: a small school for pupils who cannot be at their usual school",
    "SALT": "speech and language therapist",
    "SEMH": "social, emotional and mental health",
    "SEN": "special educational needs",
    "SENCO": "the teacher in charge of special educational needs",
    "SEND": "special educational needs and disabilities",
    "SENDIASS": "a free advice service for families of children with special educational needs",
    "TAF": "team around the family: a meeting of everybody who helps",
}
_WORD = re.compile(r"\b[A-Z]{2,8}\b")


def short_words(content: object, look: Look) -> list[Block]:
    """The explanations of those short words that stand in the content; nothing if there are none."""
    found = sorted(_capitals(content) & SHORT_WORDS.keys())
    if not found:
        return []
    blocks: list[Block] = [Heading("Short words in these pages", look.section, "Short words", before=22)]
    for i, word in enumerate(found):
        blocks.append(Text([Span(word, "semibold"), Span(f": {SHORT_WORDS[word]}")], look.body, before=2 if i else 5))
    return blocks


def _capitals(value: object) -> set[str]:
    """All words in capitals within a content, however deep."""
    if isinstance(value, str):
        return set(_WORD.findall(value))
    if isinstance(value, tuple):
        return set().union(*map(_capitals, value))
    if is_dataclass(value):
        return set().union(*(_capitals(getattr(value, field.name)) for field in fields(value)))
    return set()
