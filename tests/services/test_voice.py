"""What was said: whose words may be shared, choosing them, and what "keep this between us" undoes."""

from __future__ import annotations

from functools import partial

from ontrack_desktop.domain.choices import QuoteConsent
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.services import voice
from ontrack_desktop.services.workspace import Workspace
from tests.rosie import Rosie


def test_the_newest_words_to_share_are_the_pupils_own_and_agreed(workspace: Workspace, rosie: Rosie) -> None:
    share = partial(voice.newest_to_share, pupil_id=rosie.pupil.id)
    assert workspace.query(share) == workspace.query(lambda r: r.get(Quote, rosie.said.id))
    workspace.change(partial(voice.set_consent, quote_id=rosie.said.id, consent=QuoteConsent.NO))
    assert workspace.query(share) is None


def test_words_kept_between_us_are_not_chosen_any_more(workspace: Workspace, rosie: Rosie) -> None:
    workspace.change(partial(voice.choose, quote_id=rosie.said.id, chosen=True))
    assert workspace.query(lambda r: r.get(Quote, rosie.said.id)).chosen
    workspace.change(partial(voice.set_consent, quote_id=rosie.said.id, consent=QuoteConsent.NO))
    assert not workspace.query(lambda r: r.get(Quote, rosie.said.id)).chosen


def test_choosing_again_writes_nothing(workspace: Workspace, rosie: Rosie) -> None:
    changes = workspace.change(partial(voice.choose, quote_id=rosie.said.id, chosen=False))
    assert not changes.ids
