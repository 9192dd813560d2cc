"""The forms of the nouns that need no screen of their own: their questions, in the order a person thinks."""

from __future__ import annotations

from ontrack_desktop.domain.meetings import ChronologyEntry
from ontrack_desktop.domain.people import Person

from .record_form import Ask, FormSpec

PERSON = FormSpec(
    Person, "Somebody in the family", (
        Ask("name", "Full name"),
        Ask("known_as", "What the family says", "Such as Mum, Nan or Uncle Ray"),
        Ask("relationship", "Relationship to the pupil"),
        Ask("parental_responsibility", "Parental responsibility"),
        Ask("lives_with", "Lives with the pupil"),
        Ask("phone", "Phone"),
        Ask("safe_contact", "How to contact safely", "Such as “text first” or “never on Fridays”"),
        Ask("interpreter", "Interpreter", "The language, if one is needed"),
        Ask("do_not_contact", "Do not contact"),
    ), "Save person",
)

CHRONOLOGY = FormSpec(
    ChronologyEntry, "A significant event", (
        Ask("on", "When"),
        Ask("precision", "How exactly is that known?"),
        Ask("event", "What happened", "Facts, three sentences at most"),
        Ask("source", "Who says so", "A person, a letter, the register"),
        Ask("impact", "What it meant for the child"),
        Ask("impact_text", "In a few words"),
        Ask("response", "What was done"),
    ), "Save event",
)
