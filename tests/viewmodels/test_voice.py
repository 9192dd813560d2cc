"""Everybody's words: whose, whether they may be repeated, and which are chosen to be heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontrack_desktop.domain.choices import QuoteConsent, Voice
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.background import Inline
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.record_form import RecordForm
from ontrack_desktop.viewmodels.voice import VoiceModel
from tests import factories
from tests.conftest import Clock
from tests.rosie import Rosie


@pytest.fixture
def model(desk: Desk, rosie: Rosie) -> VoiceModel:
    made = VoiceModel(desk)
    made.show_pupil(rosie.pupil.id)
    return made


def test_words_stand_newest_first_with_who_where_and_when(model: VoiceModel) -> None:
    assert [line.attribution for line in model.quotes()] == [
        "Rosie, in the car after college, Sat 31 Oct", "Rosie, Mon 26 Oct", "Mum, at the kitchen table, Wed 21 Oct",
    ]


def test_filters_show_the_words_of_some_and_say_how_many(model: VoiceModel) -> None:
    assert model.filters() == [("", "Everyone 3"), ("pupil", "Rosie 2"), ("family", "Family 1")]
    model.set_filter("family")
    assert [line.words for line in model.quotes()] == ["She sang in the kitchen this morning. I had forgotten."]


def test_consent_is_written_down_and_choosing_undone_where_they_said_no(
    model: VoiceModel, workspace: Workspace, rosie: Rosie
) -> None:
    model.choose(rosie.said.id, chosen=True)
    assert model.chosen_line() == "1 quote chosen for the next meeting"
    model.set_consent(rosie.said.id, QuoteConsent.NO.value)
    kept = workspace.query(lambda r: r.get(Quote, rosie.said.id))
    assert (kept.consent, kept.chosen) == (QuoteConsent.NO, False)
    assert not model.quotes()[0].may_be_chosen


def test_new_words_are_saved_for_this_pupil_as_said_now(model: VoiceModel, workspace: Workspace, rosie: Rosie) -> None:
    opened: list[RecordForm] = []
    model.form_ready.connect(opened.append)
    model.add()
    opened[0].put("words", "The lamb knew me.")
    assert opened[0].save()
    kept = workspace.query(lambda r: r.get(Quote, opened[0].record_id))
    assert (kept.pupil_ids, kept.voice, kept.speaker, kept.at) == (
        (rosie.pupil.id,), Voice.PUPIL, "Rosie", factories.NOW
    )
    assert model.quotes()[0].words == "The lamb knew me."


def test_restricted_words_say_who_may_read_them_and_nothing_else(
    store: Store, rosie: Rosie, keep: Callable[..., None], clock: Clock
) -> None:
    colleague = factories.a_worker(name="Kit Ames")
    keep(colleague, factories.a_quote(rosie.pupil, words=factories.SECRET_TEXT, restricted=True))
    model = VoiceModel(Desk(Inline(Workspace(store, colleague.id, clock)), clock, colleague))
    model.show_pupil(rosie.pupil.id)
    hidden = model.quotes()[0]
    assert hidden.restricted == "Restricted. Only Dee Marlow and named people can read this."
    assert factories.SECRET_TEXT not in str(model.quotes())
