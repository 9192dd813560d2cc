"""Content to print in tests: Rosie with her published figures (3 % to 80 %, 27 % to 42 %); the rest is invented."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from ontrack_desktop.reports.content import (
    ActionRow,
    Activity,
    AdvocacyRow,
    AgencyContactRow,
    AgencyLine,
    AskRow,
    AttendanceBar,
    AttendanceContent,
    CirclePerson,
    EventRow,
    GoalRow,
    PackContent,
    PageFrame,
    Promise,
    Quotation,
    RecoverySheetContent,
    Resident,
    SessionCount,
    SessionRow,
    SignatureLine,
    Stage,
    SuspensionContent,
    ThriveContent,
    ThrivePoint,
    TimeInPlanContent,
    VisitCardContent,
)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026 as a clock on the wall shows it."""
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


PRINTED = at(11, 27, 16, 10)
BEGAN = date(2026, 2, 23)


def frame(recipient: str = "Mr Okafor (SENCO), Brackenfield School") -> PageFrame:
    return PageFrame("OFFICIAL-SENSITIVE", "BT-0417", "RW", recipient, PRINTED, "7f3a92c4d0e1")


def attendance() -> AttendanceContent:
    """Before: 2 + 4 + 0 = 6 of 74 + 70 + 58 = 202.

    Since: 30 + 45 + 58 + 64 + 35 = 232 of 52 + 60 + 70 + 72 + 36 = 290.
    """
    return AttendanceContent(
        now=SessionCount(232, 290),
        before=SessionCount(6, 202),
        bars=(
            AttendanceBar("Aut 1", 2, 74, True, "2025/26", "Autumn, first half"),
            AttendanceBar("Aut 2", 4, 70, True, "2025/26", "Autumn, second half", "return in steps, 4 of 24 planned"),
            AttendanceBar("Spr 1", 0, 58, True, "2025/26", "Spring, first half"),
            AttendanceBar("Spr 2", 30, 52, False, "2025/26", "Spring, second half"),
            AttendanceBar("Sum 1", 45, 60, False, "2025/26", "Summer, first half"),
            AttendanceBar("Sum 2", 58, 70, False, "2025/26", "Summer, second half"),
            AttendanceBar("Aut 1", 64, 72, False, "2026/27", "Autumn, first half"),
            AttendanceBar("Aut 2", 35, 36, False, "2026/27", "Autumn, second half, so far"),
        ),
    )


def thrive() -> ThriveContent:
    return ThriveContent(
        "Being",
        (
            ThrivePoint(date(2026, 3, 5), Decimal(27)),
            ThrivePoint(date(2026, 5, 21), Decimal(30)),
            ThrivePoint(date(2026, 7, 9), Decimal(35)),
            ThrivePoint(date(2026, 11, 12), Decimal(42)),
        ),
        "Tessa Brook",
    )


def plan(*, family_copy: bool = False) -> TimeInPlanContent:
    return TimeInPlanContent(
        frame=frame("all staff, Millrace Studio"),
        known_as="Rosie",
        pronouns="she/her",
        version=3,
        agreed_on=date(2026, 11, 3),
        review_by=date(2026, 12, 17),
        key_adult="Miss Lund, ext. 312",
        backups=("Tessa Brook, ext. 340", "Mr Vane, ext. 300"),
        safe_place="The greenhouse",
        safe_place_notes=("Rosie has a key of her own.", "One grown-up goes along, nobody else."),
        triggers=("A test that nobody mentioned", "Noise on the stairs", "Being touched from behind"),
        unmet_need="She needs to know what comes next, and that nobody will laugh.",
        calm=Stage(
            ("Sleeves up, talks.", "Sorts the seed trays."),
            ("Say hello, use her name.", "Show her the plan for the day.", "Keep her place by the wall."),
        ),
        rising=Stage(
            ("Sleeves down. One-word answers.", "Looks at the door."),
            ("Use fewer words.", "Hold up the key, wait.", "Clear the stairs first.", "Go with her, one step behind."),
        ),
        crisis=Stage(
            ("Bolts, or slides under a table.", "Does not hear you."),
            (
                "Ring 312.",
                "One adult, at arm’s length twice.",
                "Say nothing. Stay.",
                "No hands, unless she is in danger.",
            ),
        ),
        recovery=Stage(
            ("Shakes. Is very tired.", "Thinks everyone is cross."),
            ("Squash and a blanket.", "A quarter of an hour of quiet.", "Walk back in with her."),
        ),
        makes_it_worse=("a second adult joining in", "being asked why"),
        say=("You’re all right. I’m staying.", "Greenhouse?", "We’ll sort it out later."),
        do_not_say=("Pull yourself together.", "Everyone is waiting for you.", "What is wrong now?"),
        activities=(
            Activity("Greenhouse garden", "potting on, one adult"),
            Activity("Round the field with Pepper the dog", "one adult"),
            Activity("Swimming on Thursdays", "two adults, her inhaler"),
        ),
        repair=(
            "Miss Lund and Rosie have a drink together, the same day.",
            "Who was upset by it? What would put it right?",
            "Rosie does that one thing, and nobody brings it up again.",
        ),
        quote=Quotation(
            "When my sleeves go down I’m not ignoring you. Show me the key and don’t talk. I’ll come back in.",
            "Rosie",
            date(2026, 11, 3),
        ),
        signatures=(
            SignatureLine("Rosie"),
            SignatureLine("Mum"),
            SignatureLine("Miss Lund", "key adult"),
            SignatureLine("Mr Vane", "head of centre"),
        ),
        family_copy=family_copy,
    )


def pack(*, family_copy: bool = False) -> PackContent:
    return PackContent(
        frame=frame("Mum") if family_copy else frame(),
        known_as="Rosie",
        pronouns="she/her",
        age=14,
        year_group="Year 10",
        meeting_type="Team around the family",
        meeting_start=at(12, 3, 14),
        meeting_end=at(12, 3, 15),
        place="Fellside Family Hub, Room 4",
        recipient_name="Mum (Joanne)" if family_copy else "Mr Okafor (SENCO)",
        recipient_organisation="" if family_copy else "Brackenfield School",
        handling="Yours to keep." if family_copy else "Please do not pass it on.",
        began=BEGAN,
        own_words=(
            Quotation(
                "I don’t mind the work any more. I mind not knowing who’s going to be in the room.",
                "Rosie",
                date(2026, 11, 25),
                "to Meera Doyle",
                chosen=True,
            ),
            Quotation(
                "I used to feel sick on a Sunday. I forgot it was Sunday last week.", "Rosie", date(2026, 11, 20)
            ),
            Quotation("If I get stuck I just say I’m stuck now. It’s not a big deal.", "Rosie", date(2026, 11, 12)),
            Quotation(
                "I want to do the next certificate and then see. I never had a ‘then see’ before.",
                "Rosie",
                date(2026, 10, 30),
            ),
            Quotation("Alfie says I laugh louder.", "Rosie", date(2026, 10, 16), "in the car"),
        ),
        strengths=(
            "Measures twice and gets it right. Patient with the little ones. Says so when she is stuck. "
            "Passed her level 2 award in July and has started a certificate. Out of the house four days a week."
        ),
        attendance=attendance(),
        suspensions=SuspensionContent(now=0, before=4),
        thrive=thrive(),
        goals=(
            GoalRow("Walk in on my own", Decimal(7), Decimal(1), date(2026, 3, 5), date(2026, 11, 12)),
            GoalRow("Read out loud to one person", Decimal(5), Decimal(2), date(2026, 5, 21), date(2026, 11, 12)),
        ),
        asks=(
            AskRow(
                "Say who will be at the door in January.",
                "From Tue 5 Jan she comes on two more mornings. One face is enough.",
                "Brackenfield School",
                None,
                for_reader=not family_copy,
            ),
            AskRow(
                "Send the draft plan, or tell us what holds it up.",
                "The EHC draft was promised for Mon 9 Nov.",
                "SEN team of the council",
                date(2026, 12, 8),
            ),
            AskRow(
                "Give Rosie a first appointment with a name.",
                "The referral was accepted on 4 Jun; a wait of 16 weeks was named.",
                "CAMHS",
                date(2026, 12, 11),
            ),
        ),
        people=(
            CirclePerson("Mum", "at home"),
            CirclePerson("Alfie", "brother, 8"),
            CirclePerson("Nan", "Wed and Thu"),
            CirclePerson("Dad", "rings on Sundays"),
        ),
        agencies=(
            AgencyLine("Brackenfield School", "Mr Okafor, SENCO", "weekly"),
            AgencyLine("Millrace Studio", "Tessa Brook, tutor", "weekly"),
            AgencyLine("SEN team", "Ian Marsh", "waiting", date(2026, 11, 9)),
            AgencyLine("School transport", "the same driver since May"),
            AgencyLine("Back on Track", "Meera Doyle, 01632 960 221", "weekly"),
            AgencyLine("Family Help", "Carl Webb, in the chair today"),
            AgencyLine("CAMHS", "Dr Sethi", "waiting", date(2026, 9, 24)),
            AgencyLine("School nurse", "Ann Pryce, asthma plan"),
        ),
        last_met=date(2026, 10, 15),
        lead=(
            "Rosie came to 47 of 50 sessions, more than in any seven weeks before, and nobody sent her home. "
            "Two promises made to her have not been kept yet: a draft plan, and a first visit to CAMHS."
        ),
        voices=(
            Quotation(
                "The first thing I hear now is the back door and then the whole day, before she has her shoes off.",
                "Mum",
                date(2026, 11, 20),
                "at home",
            ),
            Quotation(
                "She marked out the shelf three times and it was right the first. In spring she would have walked out.",
                "Tessa Brook",
                date(2026, 11, 18),
                "tutor",
            ),
            Quotation(
                "She picked the chair nearest the exit. Two weeks on she had not noticed where she sat.",
                "Mr Okafor",
                date(2026, 11, 17),
                "SENCO",
            ),
        ),
        asked_by="Rosie and Mum",
        advocacy=(
            AdvocacyRow(
                "A quiet room and a reader in tests",
                "Brackenfield, exams",
                date(2026, 10, 12),
                "escalated",
                "Refused on 2 Nov. Now with the head, Mrs Alder, who answers by Tue 8 Dec.",
            ),
            AdvocacyRow(
                "A first visit to CAMHS, and a name",
                "CAMHS",
                date(2026, 6, 4),
                "heard",
                "Still on the list, no date.",
                3,
            ),
            AdvocacyRow(
                "The draft EHC plan", "SEN team", date(2026, 7, 20), "heard", "“It is with the panel.” Due on 9 Nov.", 2
            ),
            AdvocacyRow("The same driver both ways", "Transport", date(2026, 10, 6), "agreed", "From Mon 4 Jan."),
            AdvocacyRow(
                "In by the side door, without the bell",
                "Brackenfield School",
                date(2026, 9, 10),
                "done",
                "Since Tue 22 Sep, every Tuesday.",
            ),
            AdvocacyRow(
                "Maths in a small group", "Millrace Studio", date(2026, 6, 3), "done", "Since Mon 8 Jun; none missed."
            ),
        ),
        contacts=(
            AgencyContactRow(
                date(2026, 11, 24),
                "CAMHS",
                "booking line",
                "Asked again for a date and a name. They are two workers short.",
                "Will ring back",
                date(2026, 12, 1),
            ),
            AgencyContactRow(
                date(2026, 11, 17), "SEN team", "Ian Marsh", "Asked where the draft plan is.", "With the panel"
            ),
            AgencyContactRow(
                date(2026, 11, 5),
                "School nurse",
                "Ann Pryce",
                "Went through the asthma plan with Mum and the Studio.",
                "Plan in all three places",
            ),
            AgencyContactRow(
                date(2026, 10, 21),
                "Transport",
                "Bev Hart",
                "Explained why a new face in the taxi is hard.",
                "Same driver from January",
            ),
        ),
        sessions_quote=Quotation(
            "It’s not being in trouble. It’s having somewhere to put it.", "Rosie", date(2026, 11, 3)
        ),
        sessions_lead="Plan version 3 is the last page: Miss Lund, the greenhouse, few words. Review by Thu 17 Dec.",
        sessions=(
            SessionRow(
                date(2026, 10, 6),
                "A strange driver, late. Threw her bag",
                "Miss Lund, greenhouse",
                8,
                3,
                "same day, 14:05",
            ),
            SessionRow(
                date(2026, 9, 16), "Alarm test. Hid in the store", "Miss Lund, greenhouse", 9, 4, "same day, 11:15"
            ),
            SessionRow(
                date(2026, 6, 24),
                "A room full of visitors. Ran to the gate",
                "Tessa, walk with Pepper",
                7,
                2,
                "same day, 13:25",
            ),
            SessionRow(
                date(2026, 5, 6),
                "A test nobody had mentioned. Tore it up",
                "Miss Lund, quiet room",
                8,
                5,
                "next day, 9:35",
                3,
                "the tutor",
            ),
        ),
        events=(
            EventRow(
                date(2024, 10, 1),
                "Bullied by a group over several weeks",
                "Mum; head of year",
                "Stopped eating at school",
                "Two pupils moved to another class",
                "set back",
                "about",
            ),
            EventRow(
                date(2025, 11, 1),
                "Return in steps: came to 4 of 24 planned sessions",
                "Register",
                "Full rooms frightened her",
                "Ended on 21 Nov",
                "set back",
                "month",
            ),
            EventRow(
                date(2025, 11, 19),
                "Turned over a desk in a test. Suspended for 4 sessions",
                "School",
                "“They think I’m horrible”",
                "No return meeting on file",
                "set back",
            ),
            EventRow(
                date(2026, 3, 2),
                "Began at Millrace: two mornings, four days by June",
                "Tutor",
                "Up at eight. Made two friends",
                "Steps agreed with her each week",
                "helped",
            ),
            EventRow(
                date(2026, 5, 12),
                "Three days in hospital with asthma",
                "Hospital",
                "Missed 6 sessions; her place was kept",
                "Asthma plan with the nurse",
                "set back",
            ),
            EventRow(
                date(2026, 6, 25),
                "Fire Service came to visit: she joined in with all of it",
                "Tutor",
                "First time at the front of a group",
                "She asked for more visits",
                "helped",
            ),
            EventRow(
                date(2026, 7, 10),
                "Passed her level 2 award",
                "Certificate",
                "It hangs in the kitchen",
                "Next course from 7 Sep",
                "helped",
            ),
        ),
        actions=(
            ActionRow("Send the draft EHC plan", "Ian Marsh, SEN team", date(2026, 11, 9)),
            ActionRow("Name the date of a first visit", "Dr Sethi, CAMHS", date(2026, 11, 13)),
            ActionRow("Let Rosie meet her January group for 20 minutes", "Mr Okafor, Brackenfield", date(2026, 12, 11)),
            ActionRow(
                "Rota for the side door until Christmas",
                "Mr Okafor, Brackenfield",
                date(2026, 10, 23),
                date(2026, 10, 22),
            ),
            ActionRow(
                "Asthma plan in all three places", "Ann Pryce, school nurse", date(2026, 10, 30), date(2026, 11, 5)
            ),
        ),
        signatures=(
            SignatureLine("Rosie"),
            SignatureLine("Mum"),
            SignatureLine("Carl Webb", "chair"),
            SignatureLine("Meera Doyle", "worker"),
        ),
        time_in_plan=plan(family_copy=family_copy),
        family_copy=family_copy,
    )


def bare_pack() -> PackContent:
    """A first meeting: nothing is known yet but who and when."""
    return PackContent(
        frame=frame(),
        known_as="Sam",
        pronouns="",
        age=None,
        year_group="",
        meeting_type="First meeting",
        meeting_start=at(12, 3, 14),
        began=date(2026, 11, 20),
    )


def visit_card(*, safe_address: bool = False) -> VisitCardContent:
    return VisitCardContent(
        frame=PageFrame("OFFICIAL-SENSITIVE", "BT-0417", "RW", "Meera Doyle", at(12, 1, 13, 5), "7f3a92c4"),
        household_reference="0093",
        address="7 Weir Cottages, Thornby",
        address_notes="ZZ1 4QD. Blue door, through the yard.",
        visit_at=at(12, 1, 16, 15),
        ring_in_by=at(12, 1, 17, 45),
        ring_in_to="Nasreen, 01632 960 187",
        finder_number="01632 960 187",
        safe_address=safe_address,
        quote=Quotation("I mind not knowing who’s going to be in the room.", "Rosie", date(2026, 11, 25)),
        safety=(
            "Park on the lane, facing out.",
            "No signal past the bridge: ring in before it.",
            "Moss the dog barks and means no harm. Mum shuts him in the kitchen.",
        ),
        safety_checked=date(2026, 11, 2),
        safety_again=date(2027, 2, 1),
        residents=(
            Resident("Mum (Joanne)", "text before you ring: 07700 900 134", initials="JW"),
            Resident("Rosie", "let her come down in her own time", 14, True, "RW"),
            Resident("Alfie", "home at 15:40", 8, True, "AW"),
        ),
        also_there="and Nan on Wednesdays and Thursdays",
        promised_on=date(2026, 11, 20),
        promises=(
            Promise("Bring the pool timetable", "in your bag"),
            Promise("Tell them what transport said", "the same driver, from Mon 4 Jan"),
            Promise("Bring the draft EHC plan", "it has not come: say so"),
        ),
        open_actions=(
            Promise("meets her January group", "Mr Okafor, by Fri 11 Dec", "Rosie"),
            Promise("gets a name at CAMHS", "Meera, by Fri 11 Dec", "Rosie"),
            Promise("form for breakfast club", "Mum, by Fri 4 Dec", "Alfie"),
        ),
        questions=(
            "What was good this week?",
            "What about January is on your mind?",
            "What shall I say for you on Thursday?",
        ),
    )


def recovery_sheet() -> RecoverySheetContent:
    return RecoverySheetContent("North team", "K7QF-2M9D-XW4H-8RTC-5JNP-V3BG-6YKA-9EZS-4D", date(2026, 11, 20))
