"""The multi-agency meeting pack, read back as its recipient would read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ontrack_desktop.reports import meeting_pack
from ontrack_desktop.reports.content import (
    ActionRow,
    AgencyContactRow,
    AgencyLine,
    AskRow,
    AttendanceBar,
    AttendanceContent,
    CirclePerson,
    EventRow,
    PackContent,
    Quotation,
    SessionCount,
    SuspensionContent,
    ThriveContent,
    ThrivePoint,
)
from ontrack_desktop.reports.look import MM
from tests.reports import examples
from tests.reports.reading import missing, outline_titles, outside, read, squeezed, text_of

MARGIN = 18 * MM
HOSTILE = "<b>Not bold</b> <img src=http://example.org/x.png> & <para> {0} %s Żółć مرحبا 🌱"


def page_texts(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in read(data).pages]


def test_everything_that_was_typed_can_be_read() -> None:
    content = examples.pack()
    assert missing(content, meeting_pack.render(content)) == []


def test_it_is_a4_and_no_text_leaves_the_margins() -> None:
    data = meeting_pack.render(examples.pack())
    for page in read(data).pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    assert outside(data, MARGIN) == []


def test_every_page_carries_the_marking_the_case_the_recipient_and_its_number() -> None:
    pages = page_texts(meeting_pack.render(examples.pack()))
    for number, text in enumerate(pages, start=1):
        assert "OFFICIAL-SENSITIVE" in text
        assert "BT-0417 · RW · copy for Mr Okafor (SENCO), Brackenfield School" in text
        assert f"Page {number} of {len(pages)}" in text
        assert "Printed Fri 27 Nov 2026, 16:10" in text
        assert "Ledger 7F3A 92C4" in text


def test_the_first_page_answers_who_what_she_says_what_changed_and_what_is_asked() -> None:
    first = page_texts(meeting_pack.render(examples.pack()))[0].replace("\u2009", " ")
    order = [
        "Rosie",
        "Thu 3 Dec 2026, 14:00 to 15:00",
        "I don’t mind the work any more.",
        "What she brings.",
        "80 %",
        "3 % when we began",
        "+77 percentage points",  # 232 of 290 is 80.0 %, 6 of 202 is 2.97 %: 77.03
        "232 of 290 sessions; before, 6 of 202",
        "4 sessions (2 days) before",
        "42 %",
        "27 % in March",
        "+15 percentage points",
        "What we ask of you today",
        "for you",
        "Who is around Rosie",
    ]
    places = [first.find(said) for said in order]
    assert -1 not in places, [said for said, place in zip(order, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_the_childs_words_are_the_largest_words_of_the_first_page_but_for_name_and_numbers() -> None:
    sizes: list[tuple[str, float]] = []

    def visit(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        if text.strip():
            sizes.append((text.strip(), size))

    read(meeting_pack.render(examples.pack())).pages[0].extract_text(visitor_text=visit)
    quote = next(size for text, size in sizes if "knowing who’s going to be" in text)
    larger = {text for text, size in sizes if size > quote}
    assert quote == 23
    assert larger == {"Rosie", "80", "0", "42"}


def test_the_second_page_has_the_figures_with_their_n() -> None:
    second = page_texts(meeting_pack.render(examples.pack()))[1].replace("\u2009", " ")
    for said in ("Since we last met, on Thu 15 Oct", "3.0 %", "6 of 202 sessions", "80.0 %", "232 of 290 sessions"):
        assert said in second
    for share in ("57.7", "75.0", "82.9", "88.9", "97.2"):  # 30/52, 45/60, 58/70, 64/72, 35/36
        assert share in second


def test_late_actions_come_first_and_done_ones_last() -> None:
    text = text_of(meeting_pack.render(examples.pack()))
    order = ["24 days late", "20 days late", "Let Rosie meet", "Rota for the side door"]
    places = [text.find(said) for said in order]
    assert -1 not in places
    assert places == sorted(places)


def test_what_is_still_open_stands_before_what_is_done() -> None:
    text = text_of(meeting_pack.render(examples.pack()))
    words = [text.find(word) for word in ("Taken higher", "Heard", "Agreed", "Done")]
    assert words == sorted(words)


def test_a_claimed_suspension_is_said_beside_the_count_and_not_subtracted() -> None:
    text = re.sub(r"\s+", " ", text_of(meeting_pack.render(examples.pack())))
    assert "it would otherwise have been a suspension of 3 sessions. That is a judgement; the count is 0." in text


def test_the_outline_leads_through_the_pack() -> None:
    titles = outline_titles(meeting_pack.render(examples.pack()))
    expected = [
        "What we ask today",
        "Who is around the child",
        "Since we last met",
        "Attendance",
        "Thrive Approach",
        "Goals",
    ]
    assert titles[:6] == expected
    assert titles[-5:] == ["Time in", "Significant events", "Actions", "Agreed today", "Time-in plan"]


def test_the_time_in_plan_is_the_last_page() -> None:
    pages = page_texts(meeting_pack.render(examples.pack()))
    assert "Rosie’s time-in plan" in pages[-1]
    assert not any("time-in plan" in page for page in pages[:-1])


def test_a_first_meeting_with_nothing_known_is_kind_and_short() -> None:
    data = meeting_pack.render(examples.bare_pack())
    text = " ".join(page_texts(data))
    assert len(read(data).pages) == 1
    assert "There are no words of Sam’s on this page yet." in text
    assert "None" not in text
    assert "Since we" not in text
    assert "Agreed today" in text


def test_an_empty_part_is_left_out_and_claims_nothing() -> None:
    """A copy may lack what others have: "nothing was asked for" could be untrue in it."""
    content = replace(
        examples.pack(),
        people=(),
        agencies=(),
        advocacy=(),
        contacts=(),
        events=(),
        actions=(),
        sessions=(),
        sessions_lead="",
        sessions_quote=None,
        voices=(),
        goals=(),
    )
    data = meeting_pack.render(content)
    text = " ".join(page_texts(data))
    for heading in (
        "Who is around",
        "What we asked for",
        "contact with agencies",
        "Significant events",
        "Actions",
        "Time in,",
    ):
        assert heading not in text
    assert outline_titles(data)[-2:] == ["Agreed today", "Time-in plan"]


def test_a_familys_copy_has_larger_type_no_sources_and_explains_short_words() -> None:
    staff = text_of(meeting_pack.render(examples.pack()))
    family_data = meeting_pack.render(examples.pack(family_copy=True))
    family = re.sub(r"\s+", " ", text_of(family_data))
    assert "SOURCE" in staff
    assert "SOURCE" not in family
    assert "head of year" not in family
    assert "Case BT-0417" not in family
    assert "CAMHS: the health service for children’s and young people’s mental health" in family
    assert "Spr 2" not in family
    assert "Spring, second half" in family
    sizes: list[float] = []
    read(family_data).pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: sizes.append(size) if "accepted on 4 Jun" in text else None
    )
    assert sizes == [10.5]  # the reason under an ask, half a point below the body's 11
    assert outside(family_data, MARGIN) == []


def counts_size(content: PackContent) -> float:
    """The size of the words under the attendance on the first page."""
    sizes: list[float] = []
    read(meeting_pack.render(content)).pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: sizes.append(size) if "percentage points" in text else None
    )
    return sizes[0]


def test_who_is_around_the_child_stands_on_the_first_page_of_the_familys_copy_too() -> None:
    content = replace(examples.pack(family_copy=True), meeting_type="Team around the family, review")
    data = meeting_pack.render(content)
    first, second = page_texts(data)[:2]
    assert first.find("What we ask of you today") < first.find("Who is around Rosie") < first.find("Ann Pryce")
    assert "Ann Pryce, asthma plan" in first
    assert "Since we last met" in second
    assert outside(data, MARGIN) == []


def test_a_first_page_that_is_too_full_for_who_is_around_is_not_set_smaller_for_nothing() -> None:
    content = examples.pack(family_copy=True)
    too_full = replace(content, strengths=" ".join([content.strengths] * 4))
    assert "Who is around" not in page_texts(meeting_pack.render(too_full))[0]
    assert counts_size(too_full) == 10
    assert counts_size(content) == 9


def test_typed_text_is_never_read_as_markup_and_never_fetched() -> None:
    content = examples.pack()
    content = replace(
        content,
        known_as=f"R{HOSTILE}",
        strengths=HOSTILE,
        lead=HOSTILE,
        own_words=tuple(Quotation(f"{i} {HOSTILE}", HOSTILE, date(2026, 11, 1), HOSTILE) for i in range(4)),
        asks=(AskRow(HOSTILE, HOSTILE, HOSTILE),),
        people=(CirclePerson(HOSTILE, HOSTILE),),
        agencies=(AgencyLine(HOSTILE, HOSTILE),),
        contacts=(AgencyContactRow(date(2026, 11, 1), HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        events=(EventRow(date(2026, 11, 1), HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        actions=(ActionRow(HOSTILE, HOSTILE, None),),
    )
    data = meeting_pack.render(content)  # the guards stop every socket
    assert missing(content, data) == []
    assert outside(data, MARGIN) == []


def overfull() -> PackContent:
    """A case of many years: hundreds of rows, long names, a note of 22,000 words."""
    base = examples.pack()
    long_name = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
    day = date(2026, 11, 1)
    return replace(
        base,
        known_as=long_name,
        meeting_type="Multi-agency review of the plan for the year, with everybody who has a part in it",
        recipient_name=f"Mrs {long_name}",
        recipient_organisation="The Consortium of Special and Alternative Schools of the Upper Valleys and Fells",
        own_words=(*base.own_words, *(Quotation(f"word{i} " * 80, "Rosie", day) for i in range(10))),
        asks=tuple(
            AskRow(f"Ask number {i} that is rather longer than a line of paper", "why " * 40, long_name)
            for i in range(9)
        ),
        people=tuple(CirclePerson(f"{long_name} {i}", "lives with her from Monday to Friday") for i in range(9)),
        agencies=tuple(AgencyLine(f"{long_name} service {i}", "somebody " * 6) for i in range(15)),
        attendance=AttendanceContent(
            SessionCount(2000, 4000),
            SessionCount(95, 100),
            tuple(
                AttendanceBar(f"P{i}", 95, 100, i == 0, f"{i // 6}", note=f"note{i} of this period") for i in range(40)
            ),
        ),
        thrive=ThriveContent(
            "Skills and Structure",
            tuple(ThrivePoint(day - timedelta(days=200 - i), Decimal(30 + i)) for i in range(30)),
        ),
        contacts=tuple(
            AgencyContactRow(day - timedelta(days=i), f"Agency{i}", "Somebody", f"contact{i:04} " + "said " * 20)
            for i in range(400)
        ),
        events=(
            EventRow(day, "Long", "Note", "longword " * 22_000, "-"),
            *(
                EventRow(day - timedelta(days=i), f"event{i:04}", "School", "impact " * 12, "response")
                for i in range(300)
            ),
        ),
        actions=tuple(ActionRow(f"action{i:04} " * 3, long_name, day - timedelta(days=i)) for i in range(200)),
    )


def test_a_case_of_many_years_is_printed_whole_inside_its_margins() -> None:
    content = overfull()
    data = meeting_pack.render(content)
    text = squeezed(text_of(data))
    assert len(read(data).pages) > 100
    assert text.count("longword") == 22_000
    for i in range(400):
        assert f"contact{i:04}" in text
    for i in range(300):
        assert f"event{i:04}" in text
    for i in range(200):
        assert text.count(f"action{i:04}") == 3
    for i in range(9):
        assert f"featherstonehaugh{i}" in text
    for i in range(15):
        assert f"service{i}" in text
    for i in range(40):
        assert f"note{i}ofthisperiod" in text
    assert outside(data, MARGIN) == []


@pytest.mark.parametrize("now", [0, 1, 7])
def test_suspensions_are_counted_in_sessions_and_said_in_days(now: int) -> None:
    content = replace(examples.pack(), suspensions=SuspensionContent(now, 3, date(2026, 9, 14) if now else None))
    first = page_texts(meeting_pack.render(content))[0]
    assert f"{now} session{'' if now == 1 else 's'}" in first
    assert "3 sessions (1.5 days) before" in first
    assert ("last one Mon 14 Sep" if now else "none since Mon 23 Feb") in first


def test_attendance_that_is_not_defined_is_not_a_nought() -> None:
    content = replace(examples.pack(), attendance=AttendanceContent(SessionCount(0, 0), SessionCount(0, 0)))
    first = page_texts(meeting_pack.render(content))[0]
    assert "ATTENDANCE –" in first
    assert "0 %" not in first.replace("\u2009", " ")


def test_a_fall_is_said_with_a_minus_in_points() -> None:
    content = replace(examples.pack(), attendance=AttendanceContent(SessionCount(50, 100), SessionCount(80, 100)))
    assert "−30 percentage points" in page_texts(meeting_pack.render(content))[0]
