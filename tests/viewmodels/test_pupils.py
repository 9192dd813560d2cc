"""The list of pupils: found as people type names, filtered, sorted, filled in, and grown by one with their case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Involvement, School
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInPlan
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.choices import AgencySector, MeetingType, Voice
from ontrack_desktop.domain.ledger import Act
from ontrack_desktop.domain.meetings import Meeting
from ontrack_desktop.domain.names import folded, holds
from ontrack_desktop.domain.people import Pupil, Worker
from ontrack_desktop.services import notes
from ontrack_desktop.services.workspace import Workspace
from ontrack_desktop.store.filters import equals
from ontrack_desktop.store.store import Store
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.new_pupil import NewPupilForm, open_new_pupil
from ontrack_desktop.viewmodels.pupils import PupilsModel
from tests import factories
from tests.caseload import Keep, a_case, a_held_pupil, an_action, at, counted, on

UPN = "H801200001001"


@pytest.fixture
def model(desk: Desk) -> PupilsModel:
    return PupilsModel(desk)


def names(model: PupilsModel) -> list[str]:
    return [model.row(pupil_id).name for pupil_id in model.shown]


def attendance(pupil: Pupil, started_on: date, attended: int, possible: int) -> AttendancePeriod:
    return AttendancePeriod(
        id=factories.an_id(), pupil_ids=(pupil.id,), label_text="Half-term", started_on=started_on,
        ended_on=started_on + timedelta(days=30), possible=possible, attended=attended,
        unauthorised=possible - attended,
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zoë O’Brien", "zoe obrien"), ("Zoë O'Brien", "O’B"), ("Łukasz Wójcik", "lukasz woj"),
        ("Finn Barrow-Lane", "barrow lane"), ("Finn Barrow-Lane", "Lane finn"), ("Søren Æbel", "soren aeb"),
        ("İpek Şahin", "ipek sahin"), ("Ann Strauß", "strauss"),
    ],
)
def test_a_name_is_found_without_its_accents_apostrophes_and_capitals(name: str, typed: str) -> None:
    assert holds(folded(name), folded(typed))


def test_a_name_is_not_found_by_its_middle() -> None:
    assert not holds(folded("Rosie Hart"), folded("art"))


def test_the_list_is_filtered_by_name_school_or_upn(model: PupilsModel, keep: Keep, worker: Worker) -> None:
    school = School(id=factories.an_id(), name="Moor Lane")
    keep(school)
    a_held_pupil(keep, worker, "Rosie", "Hart", school_id=school.id, upn=UPN)
    a_held_pupil(keep, worker, "Zoë", "O’Brien")
    model.load()
    assert names(model) == ["Rosie", "Zoë"]
    for typed in ("hart ro", "moor", "h8012"):
        model.type(typed)
        assert names(model) == ["Rosie"], typed
    model.type("OBRIEN")
    assert names(model) == ["Zoë"]
    assert model.count_words() == "1 of 2"


def test_my_own_pupils_are_shown_first_and_everybody_by_one_press(
    model: PupilsModel, keep: Keep, worker: Worker
) -> None:
    a_held_pupil(keep, worker, "Rosie")
    a_held_pupil(keep, None, "Kit")
    model.load()
    assert (names(model), model.count_words(), model.mine_count) == (["Rosie"], "1 on your caseload", 1)
    model.set_filter("mine", on=False)
    assert (names(model), model.count_words()) == (["Kit", "Rosie"], "2 in all")


def test_a_row_says_what_is_known(model: PupilsModel, keep: Keep, worker: Worker) -> None:
    school, farm = (
        School(id=factories.an_id(), name="Moor Lane"),
        Agency(id=factories.an_id(), name="Hill Farm", sector=AgencySector.PROVIDER),
    )
    keep(school, farm)
    rosie = a_held_pupil(keep, worker, "Rosie", "Hart", born_on=date(2012, 3, 4), school_id=school.id)
    keep(
        Involvement(id=factories.an_id(), pupil_ids=(rosie.id,), agency_id=farm.id),
        factories.a_note(rosie, at=at(-4), seen_ids=(rosie.id,)), factories.a_note(rosie, at=at(-1)),
        Meeting(id=factories.an_id(), pupil_ids=(rosie.id,), meeting_type=MeetingType.EHC_REVIEW, at=at(-9)),
        Meeting(id=factories.an_id(), pupil_ids=(rosie.id,), meeting_type=MeetingType.EHC_REVIEW, at=at(2)),
        attendance(rosie, on(-40), 232, 290), attendance(rosie, on(-90), 6, 202),
        factories.a_quote(rosie, at=at(-4)), factories.a_quote(rosie, at=at(-1), voice=Voice.PARENT),
    )
    model.load()
    row = model.row(rosie.id)
    assert (row.initials, row.age, row.where) == ("RH", "14 · Year 10", "Moor Lane · Hill Farm")
    assert (row.seen, row.meeting) == ("Sat 31 Oct", "Fri 6 Nov")
    # 232 of 290 are 80 %; before it 6 of 202
    assert (row.attendance, row.trend) == ("80\u2009%", "up")
    assert row.chip == ("good", "", "Voice 4 days")


def test_two_who_are_known_as_the_same_are_told_apart(model: PupilsModel, keep: Keep, worker: Worker) -> None:
    a_held_pupil(keep, worker, "Rosie", "Hart")
    a_held_pupil(keep, worker, "Rosie", "Moss")
    a_held_pupil(keep, worker, "Kit", "Moss")
    model.load()
    assert names(model) == ["Kit", "Rosie Hart", "Rosie Moss"]


def test_the_most_pressing_need_is_the_one_that_is_said(model: PupilsModel, keep: Keep, worker: Worker) -> None:
    made = {name: a_held_pupil(keep, worker, name) for name in ("Aaliyah", "Josh", "Callum", "Tia", "Mina", "Eryk")}
    for pupil in made.values():
        keep(factories.a_quote(pupil, at=at(-41 if pupil is made["Mina"] else -2)))
    about = {name: {"id": factories.an_id(), "pupil_ids": (pupil.id,)} for name, pupil in made.items()}
    keep(
        AdvocacyIssue(
            **about["Aaliyah"], wanted="a date", raised_on=on(-40), raised_with="CAMHS", chase_on=on(0)
        ),
        an_action(made["Aaliyah"], "Also late", on(-1)),
        an_action(made["Josh"], "Ring", on(-1)), an_action(made["Josh"], "Write", on(-2)),
        an_action(made["Josh"], "Today is not late", on(0)),
        TimeInPlan(**about["Callum"], agreed_on=on(-30), review_on=on(3)),
        Suspension(**about["Tia"], started_on=on(-3), sessions=2),
        TimeInPlan(**about["Eryk"], agreed_on=on(-30), review_on=on(60)),
    )
    model.load()
    model.sort("needs", descending=False)
    rows = [model.row(pupil_id) for pupil_id in model.shown]
    assert [(row.name, row.chip and row.chip[2]) for row in rows] == [
        ("Aaliyah", "Chase CAMHS"), ("Josh", "2 things late"), ("Callum", "Time-in review"),
        ("Tia", "Suspended 2 sessions"), ("Mina", "Voice 41 days"), ("Eryk", "Time in"),
    ]
    model.set_filter("late", on=True)
    assert names(model) == ["Aaliyah", "Josh"]
    model.set_filter("late", on=False)
    model.set_filter("time_in", on=True)
    assert names(model) == ["Callum", "Eryk"]


def test_who_was_not_seen_for_three_weeks_or_meets_soon_can_be_listed(
    model: PupilsModel, keep: Keep, worker: Worker
) -> None:
    for name, days in {"Josh": 24, "Leo": 21, "Sam": 20}.items():
        pupil = a_held_pupil(keep, worker, name)
        meets = at(days // 2)
        keep(
            factories.a_note(pupil, at=at(-days), seen_ids=(pupil.id,)),
            Meeting(id=factories.an_id(), pupil_ids=(pupil.id,), meeting_type=MeetingType.EHC_REVIEW, at=meets),
        )
    a_held_pupil(keep, worker, "Wren")
    model.load()
    model.set_filter("unseen", on=True)
    model.sort("seen", descending=False)
    assert names(model) == ["Wren", "Josh", "Leo"]
    model.set_filter("unseen", on=False)
    model.set_filter("meeting", on=True)
    assert names(model) == ["Leo", "Sam"]


def test_who_has_no_value_stands_last_whichever_way_it_is_sorted(
    model: PupilsModel, keep: Keep, worker: Worker
) -> None:
    for name, attended in {"Rosie": 80, "Kit": 90}.items():
        keep(attendance(a_held_pupil(keep, worker, name), on(-40), attended, 100))
    a_held_pupil(keep, worker, "Amir")
    model.load()
    model.sort("attendance", descending=False)
    assert names(model) == ["Rosie", "Kit", "Amir"]
    model.sort("attendance", descending=True)
    assert names(model) == ["Kit", "Rosie", "Amir"]


def test_a_row_follows_what_is_done_without_reading_the_list_again(
    model: PupilsModel, keep: Keep, worker: Worker, desk: Desk, store: Store
) -> None:
    rosie = a_held_pupil(keep, worker, "Rosie")
    action = an_action(rosie, "Ring", on(-1))
    keep(action, factories.a_quote(rosie))
    model.load()
    filled: list[bool] = []
    model.filled.connect(lambda: filled.append(True))
    desk.background.change(
        lambda work: notes.tick_action(work, action_id=action.id, done_on=on(0)), owner=model
    )
    assert filled
    assert model.row(rosie.id).chip is None


def test_the_list_asks_no_more_often_for_fifty_pupils_than_for_five(
    model: PupilsModel, keep: Keep, worker: Worker, store: Store
) -> None:
    for number in range(5):
        a_held_pupil(keep, worker, f"Pupil{number}")
    with counted(store) as few:
        model.load()
    for number in range(45):
        a_held_pupil(keep, worker, f"Other{number}")
    with counted(store) as many:
        model.load()
    assert len(model.shown) == 50
    assert many.statements == few.statements


def test_a_preview_shows_the_best_first_and_counts_as_opened(
    model: PupilsModel, keep: Keep, worker: Worker, workspace: Workspace
) -> None:
    rosie = a_held_pupil(keep, worker, "Rosie", strengths="Careful, exact work.", how_to_help="Say what comes next.")
    keep(an_action(rosie, "Ring the college", on(2)), factories.a_quote(rosie, words="I held the lamb.", at=at(-1)))
    model.load()
    model.show_preview(rosie.id)
    words = model.preview_words()
    assert words.parts[0] == ("What they are good at", "Careful, exact work.")
    assert ("Open actions", "Ring the college") in words.parts
    assert (words.quote, words.attribution) == ("I held the lamb.", "Rosie, yesterday")
    assert workspace.query(lambda r: [e.record_id for e in r.entries(act=Act.OPENED)]) == [rosie.id]


@pytest.fixture
def form(desk: Desk, model: PupilsModel) -> NewPupilForm:
    made: list[NewPupilForm] = []
    open_new_pupil(desk, made.append, owner=model)
    for name, value in {"legal_forename": "Rosie", "legal_surname": "O’Hart", "born_on": "2012-03-04"}.items():
        made[0].put(name, value)
    return made[0]


def test_a_pupil_is_added_with_their_case_in_my_hands(
    form: NewPupilForm, model: PupilsModel, workspace: Workspace, worker: Worker
) -> None:
    model.load()
    assert model.is_new_vault
    form.put("referred_by", "Head of year")
    assert form.save()
    assert form.state == "saved"
    case = workspace.query(lambda r: r.about(Case, form.record_id))[0]
    assert (case.reference, case.referred_by, case.opened_on) == ("BT-0001", "Head of year", on(0))
    assert (case.designated_worker_id, case.designations[0].since) == (worker.id, on(0))
    assert names(model) == ["Rosie"]


def test_the_next_case_reference_is_proposed_and_a_taken_one_refused(
    desk: Desk, model: PupilsModel, keep: Keep, workspace: Workspace
) -> None:
    keep(a_case(pupil := factories.a_pupil(), None, reference="BT-0417"), pupil)
    made: list[NewPupilForm] = []
    open_new_pupil(desk, made.append, owner=model)
    form = made[0]
    assert form.values["reference"] == "BT-0418"
    for name, value in {"legal_forename": "Kit", "legal_surname": "Moss", "born_on": "2011-01-02"}.items():
        form.put(name, value)
    form.put("reference", "BT-0417")
    form.save()
    assert form.problems == {"reference": "Another case has this reference. Change it, or leave it empty."}
    assert workspace.query(lambda r: r.find(Pupil, equals("legal_forename", "Kit"))) == []
    form.put("reference", "")
    form.save()
    assert workspace.query(lambda r: r.about(Case, form.record_id))[0].reference == "BT-0418"


@pytest.mark.parametrize(
    ("known", "typed", "field", "said"),
    [
        ({"legal_forename": "Rosie", "legal_surname": "OHart", "born_on": date(2012, 3, 4)}, {}, "legal_surname",
         "Rosie OHart has the same name and birthday. If this is another child, save again."),
        ({"legal_forename": "Anna", "upn": UPN}, {"upn": UPN}, "upn",
         "Anna Zephyrhart has the same UPN. If this is another child, save again."),
    ],
    ids=["name and birthday", "UPN"],
)  # fmt: skip
def test_a_pupil_who_looks_known_is_warned_of_once_and_never_merged(
    form: NewPupilForm, keep: Keep, workspace: Workspace,
    known: dict[str, object], typed: dict[str, str], field: str, said: str,
) -> None:
    keep(factories.a_pupil(**known))
    for name, value in typed.items():
        form.put(name, value)
    form.save()
    assert form.problems == {field: said}
    assert workspace.query(lambda r: r.count(Pupil)) == 1
    form.save()
    assert form.state == "saved"
    assert workspace.query(lambda r: r.count(Pupil)) == 2


def test_a_namesake_with_another_birthday_is_no_reason_to_ask(form: NewPupilForm, keep: Keep) -> None:
    keep(factories.a_pupil(legal_forename="Rosie", legal_surname="O’Hart", born_on=date(2012, 3, 5)))
    form.save()
    assert form.state == "saved"
