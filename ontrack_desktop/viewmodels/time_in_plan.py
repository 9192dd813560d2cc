"""The page of plans: the time-in plan being written or in use, its versions, its sessions, this year's counts."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ontrack_desktop.domain.behaviour import Signature, TimeInPlan, TimeInSession
from ontrack_desktop.domain.changes import Changes
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.errors import OnTrackError
from ontrack_desktop.domain.when import day_of, say_day, say_minutes, say_time
from ontrack_desktop.services import behaviour
from ontrack_desktop.services.behaviour import REVIEW_AFTER, PlanChange, PlanPage

from .desk import Desk
from .form import AT_REST
from .plain_words import RecordLine, count_of, restricted_line, short_day
from .plan_form import PlanForm
from .record_form import RecordForm
from .record_forms import TIME_IN_SESSION

KINDS = frozenset({"time_in_plan", "time_in_session", "suspension", "pupil", "person"})
CLAIM = "The claim is shown beside the counts and never taken off them."
HALF_DAYS = {1: "half a day", 2: "a day"}
ChipWords = tuple[str, str, str]


class TimeInPlanModel(QObject):
    """What the page knows and may do. `form` is None while there is no plan and none is being written."""

    changed = Signal()
    form_changed = Signal()
    """Another form is there (or none): show its values."""
    print_wanted = Signal(object)
    """Signal(UUID): put the saved plan of this id on paper."""
    told = Signal(str, str)
    """(sentence, tone good|warn|alert)."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.pupil_id: UUID | None = None
        self.page: PlanPage | None = None
        self.form: PlanForm | None = None
        self.is_comparing = False
        self._prints_next = False
        desk.background.changed.connect(self._somebody_wrote)

    def show_pupil(self, pupil_id: UUID) -> None:
        """Show another pupil's plan. What was being typed is kept."""
        if pupil_id != self.pupil_id:
            if self.form is not None:
                self.form.let_go()
            self.pupil_id, self.page, self.form, self.is_comparing = pupil_id, None, None, False
        self.reload()

    def leave(self) -> None:
        """Keep what is being typed: the page is left, or locked."""
        if self.form is not None:
            self.form.keep_now()

    def reload(self) -> None:
        if self.pupil_id is not None:
            ask = partial(behaviour.plan_page, pupil_id=self.pupil_id, today=self.desk.today())
            self.desk.background.query(ask, self._show, owner=self, key="page")

    # -- the plan --

    def start_from(self, template_key: str = "") -> None:
        """Begin a plan, from a template or from an empty page."""
        assert self.page is not None
        self._take(PlanForm(self.desk, self.page.pupil, parent=self))
        template = next((each for each in self.page.templates if each.key == template_key), None)
        if template is not None and self.form is not None:
            self.form.fill_from(template)

    def save(self) -> bool:
        return self.form is not None and self.form.save()

    def sign(self, chosen: list[int], others: str = "") -> bool:
        """Agree today: by the signers of these places in the page's list, and by others named in a line."""
        assert self.page is not None
        named = [Signature(name=name.strip()) for name in others.split(",") if name.strip()]
        return self.form is not None and self.form.sign([*(self.page.signers[n] for n in chosen), *named])

    def propose_review(self) -> None:
        """Fill in the day to look again, unless one that is still to come was written."""
        if self.form is not None and (self.form.values["review_on"] or "") <= self.desk.today().isoformat():
            self.form.show("review_on", (self.desk.today() + REVIEW_AFTER).isoformat())

    def print_plan(self) -> None:
        """Ask for paper; what is not saved yet is saved first."""
        if self.form is None:
            return
        self._prints_next = True
        if not self.form.is_changed:
            self._print()
        elif not self.form.save():
            self._prints_next = False

    def discard(self) -> None:
        """Go back to the version that is saved, because a person asked for it."""
        if self.form is not None:
            self.form.discard()
            plan = self.page.plan if self.page else None
            self._take(self._form_of(plan) if plan else None)
            self.changed.emit()

    def end_plan(self) -> None:
        if self.page and self.page.plan:
            self._change(partial(behaviour.end_plan, plan_id=self.page.plan.id, on=self.desk.today()), "Plan ended")

    def take_up_again(self) -> None:
        if self.page and self.page.ended:
            self._change(partial(behaviour.take_up_again, plan_id=self.page.ended.id), "Plan in use again")

    def compare(self, *, on: bool) -> None:
        """Show or hide what changed since the version before."""
        self.is_comparing = on
        self.changed.emit()

    # -- sessions --

    def session_form(self, session_id: UUID | None = None) -> RecordForm:
        """The form of a session: a new one with what is usual, or one that is there."""
        assert self.page is not None
        session = next((each for each in self.page.sessions if each.id == session_id), None)
        plan = self.page.plan
        given = {
            "pupil_ids": (self.pupil_id,), "at": self.desk.now(),
            "plan_id": plan.id if plan else None,
            "place": plan.safe_place if plan else "", "key_adult": plan.key_adult if plan else "",
        }
        return RecordForm(self.desk, TIME_IN_SESSION, given=given, record=session, pupil_id=self.pupil_id)

    # -- words --

    def withheld(self) -> str:
        """The sentence that stands in the place of a restricted plan, or ""."""
        plan = self.page.plan if self.page else None
        author = self.page.withheld.get(plan.id) if self.page and plan else None
        return restricted_line(author) if author else ""

    def chips(self) -> tuple[ChipWords, ...]:
        """Since when the plan is in use, which version this is, when it is looked at again."""
        page, today = self.page, self.desk.today()
        if page is None or page.plan is None:
            return (("warn", "circle-dashed", "Not saved yet"),) if self.form else ()
        plan = page.plan
        found: list[ChipWords] = []
        if page.in_use_since:
            found.append(("good", "", f"In use since {short_day(page.in_use_since, today)}"))
        if plan.agreed_on is None:
            found.append(("warn", "signature", "Not agreed yet"))
        version = f"Version {plan.version}"
        if plan.review_on and plan.review_on < today:
            late = (today - plan.review_on).days
            found.append(("warn", "clock-alert", f"{version} · review {count_of(late, 'day')} late"))
        else:
            review = f" · review {short_day(plan.review_on, today)}" if plan.review_on else ""
            found.append(("neutral", "", f"{version}{review}"))
        return tuple(found)

    def signed_line(self) -> str:
        """"Agreed 3 Sep by Rosie (pupil), Mum (mother)", or ""."""
        plan = self.page.plan if self.page else None
        if plan is None or plan.agreed_on is None:
            return ""
        who = ", ".join(f"{each.name} ({each.role})" if each.role else each.name for each in plan.signatures)
        return f"Agreed {say_day(plan.agreed_on, self.desk.today())}" + (f" by {who}" if who else "")

    def comparison(self) -> tuple[tuple[str, str], ...]:
        """(part, what became of it) since the version before; empty when no words changed."""
        versions = self.page.versions if self.page else ()
        changes = behaviour.changes_between(versions[1], versions[0]) if len(versions) > 1 else ()
        return tuple((change.part, _said(change)) for change in changes)

    def session_lines(self) -> tuple[RecordLine, ...]:
        page = self.page
        return tuple(self._session_line(each) for each in page.sessions) if page else ()

    def counts(self) -> tuple[tuple[str, str], ...]:
        """(words, number) of this school year; the claim stands last and is taken off nothing."""
        if self.page is None:
            return ()
        time_in = self.page.time_in
        back = f"{time_in.back_same_day} of {time_in.sessions}" if time_in.sessions else "–"
        return (
            ("Time-in sessions", str(time_in.sessions)),
            ("Back in class the same day", back),
            ("Suspension sessions", str(self.page.suspension_sessions)),
            ("claimed as stood in for", str(time_in.claimed_sessions)),
        )

    def _session_line(self, session: TimeInSession) -> RecordLine:
        assert self.page is not None
        today, day = self.desk.today(), day_of(session.at)
        author = self.page.withheld.get(session.id)
        if author:
            return RecordLine(session.id, say_day(day, today), "", restricted_line(author), is_withheld=True)
        text = ", ".join(part for part in (_how_long(session), _where(session)) if part)
        return RecordLine(session.id, say_day(day, today), text, " · ".join(self._below(session)))

    def _below(self, session: TimeInSession) -> list[str]:
        found = []
        if session.arousal_before and session.arousal_after:
            found.append(f"arousal {session.arousal_before} → {session.arousal_after}")
        if session.back_in_class_at:
            back = say_time(session.back_in_class_at)
            day = day_of(session.back_in_class_at)
            found.append(f"back in class {back if session.back_same_day() else say_day(day, self.desk.today())}")
        if session.would_have_been_sessions:
            sessions = count_of(session.would_have_been_sessions, "session")
            found.append(
                f"stood in for a suspension ({sessions}), decided by {session.would_have_been_decided_by} on the day"
            )
        return found

    # -- behind the page --

    def _show(self, page: PlanPage) -> None:
        self.page = page
        same = self.form is not None and page.plan is not None and self.form.record_id == page.plan.id
        busy = self.form is not None and (self.form.is_changed or self.form.state == "saving")
        if busy and (same or page.plan is None):
            pass  # somebody is typing here: the words stay under their hands
        elif self.withheld():
            self._take(None)
        elif page.plan is not None or page.draft is not None:
            if not (same and self.form is not None and self.form.plan == page.plan):
                self._take(self._form_of(page.plan, page.draft))
        else:
            self._take(self._left_behind())
        self.changed.emit()
        if self._prints_next:
            self._print()

    def _form_of(self, plan: TimeInPlan | None, draft: Draft | None = None) -> PlanForm:
        assert self.page is not None
        return PlanForm(self.desk, self.page.pupil, plan=plan, draft=draft, parent=self)

    def _left_behind(self) -> PlanForm | None:
        """A new plan that was left while the disk was full, of which the vault knows nothing yet."""
        for left in self.findChildren(PlanForm):
            if left.pupil_id == self.pupil_id and left.state not in AT_REST:
                typed = Draft(id=left.record_id, form=left.form, title=left.title, state=left.values)
                return self._form_of(None, typed)
        return None

    def _take(self, form: PlanForm | None) -> None:
        if self.form is not None:
            self.form.deleteLater()
        self.form = form
        if form is not None:
            form.refused.connect(self._refused)
            form.saved.connect(lambda _id: self.told.emit("Plan saved", "good"))
            form.take_over()
        self.form_changed.emit()

    def _print(self) -> None:
        plan = self.page.plan if self.page else None
        is_saved = self.form is not None and not self.form.is_changed and self.form.state != "saving"
        if plan is not None and is_saved:
            self._prints_next = False
            self.print_wanted.emit(plan.id)

    def _refused(self, error: OnTrackError) -> None:
        self._prints_next = False
        self.told.emit(str(error), "alert")

    def _change(self, command: partial[None], said: str) -> None:
        self.desk.background.change(command, lambda _changes: self.told.emit(said, "good"), owner=self)

    def _somebody_wrote(self, changes: Changes) -> None:
        if self.pupil_id is not None and changes.concern(kinds=KINDS, pupil_id=self.pupil_id):
            self.reload()


def _how_long(session: TimeInSession) -> str:
    if session.ended_at:
        return say_minutes(round((session.ended_at - session.at).total_seconds() / 60))
    if not session.sessions_used:
        return ""
    return HALF_DAYS.get(session.sessions_used, count_of(session.sessions_used, "half day"))


def _where(session: TimeInSession) -> str:
    if session.place:
        return session.place
    return f"with {session.key_adult}" if session.key_adult else ", ".join(session.activities)


def _said(change: PlanChange) -> str:
    lines = [f"Added: {words}" for words in change.added] + [f"Taken out: {words}" for words in change.removed]
    return "\n".join(lines) or "The order changed."
