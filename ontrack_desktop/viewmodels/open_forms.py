"""Before the program locks or closes: keep what is being typed in every form, and know that it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.services import drafts
from ontrack_desktop.services.workspace import Reader

from .desk import Desk
from .form import FormModel

Lost = list[tuple[FormModel, OnTrackError | None]]
HOLDS_TEXT = ("typing", "not_saved", "kept", "saving")
"""A form that is kept is kept once more: the caret may have moved since."""


def keep_all(
    desk: Desk, forms: Sequence[FormModel], then: Callable[[Lost], None], *, owner: QObject
) -> None:
    """Keep every form that holds something, wait until that was done, and name those that are not in the vault.

    "Not saved" may mean that the record was refused and the draft is kept, or that neither is: the vault is asked.
    What is being saved is waited for: the disk may refuse it, and then all of it is still only here.
    """
    if any(form.state == "saving" for form in forms):
        go_on = partial(_keep_all, desk, forms, then, owner)
        desk.background.query(_ask_nothing, go_on, owner=owner, failed=go_on)
    else:
        _keep_all(desk, forms, then, owner)


def _ask_nothing(_read: Reader) -> None:
    """Answered once everything is done that was asked for before."""


def _keep_all(
    desk: Desk, forms: Sequence[FormModel], then: Callable[[Lost], None], owner: QObject, _answer: object = None
) -> None:
    why: dict[UUID, OnTrackError] = {}
    # where nothing can be saved, that was said before anything was typed
    asked = [form for form in forms if form.state in HOLDS_TEXT] if desk.refusal is None else []
    for form in asked:
        draft = Draft(
            id=form.record_id, form=form.form, title=form.title, pupil_id=form.pupil_id, state=dict(form.values),
            caret=form.caret,
        )  # fmt: skip
        form.keep_now()
        desk.background.change(
            partial(drafts.keep, draft=draft), owner=owner, failed=partial(why.__setitem__, form.record_id)
        )

    def kept(read: Reader) -> dict[UUID, Draft]:
        found = (drafts.one(read, draft_id=form.record_id) for form in asked)
        return {draft.id: draft for draft in found if draft is not None}

    def compare(in_vault: dict[UUID, Draft]) -> None:
        lost: Lost = []
        for form in asked:
            draft = in_vault.get(form.record_id)
            if form.state != "saved" and (draft is None or draft.state != _plain(form.values)):
                lost.append((form, why.get(form.record_id)))
        then(lost)

    desk.background.query(kept, compare, owner=owner, failed=lambda error: then([(form, error) for form in asked]))


def _plain(values: dict[str, Any]) -> Any:
    """As a draft gives it back: JSON knows no tuples."""
    return json.loads(json.dumps(values))
