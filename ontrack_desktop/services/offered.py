"""The lists that forms offer to choose from, by the names that their questions give them."""

from __future__ import annotations

from ontrack_desktop.domain.agencies import Agency, Professional, School
from ontrack_desktop.domain.people import Worker
from ontrack_desktop.store.filters import is_empty

from . import measures, suspensions
from .workspace import Reader

Options = list[tuple[str, str]]
"""(value, words) in the order in which they are shown."""

# SEN provision of the department's code set, with its words (DOMAIN 5.6)
SEN_PROVISIONS = [("N", "None"), ("K", "SEN support"), ("E", "Education, health and care plan")]


def offered(read: Reader) -> dict[str, Options]:
    """Every list by its name; who has left is in none of them."""
    return {
        "agencies": [(str(each.id), each.name) for each in read.find(Agency, order="name")],
        "professionals": [
            (str(each.id), each.label()) for each in read.find(Professional, is_empty("left_on"), order="name")
        ],
        "schools": [(str(each.id), each.name) for each in read.find(School, order="name")],
        "sen_provisions": SEN_PROVISIONS,
        "strands": [(strand, strand) for strand in measures.strands()],
        "suspension_reasons": list(suspensions.reasons()),
        "workers": [(str(each.id), each.name) for each in read.find(Worker, is_empty("left_on"), order="name")],
    }
