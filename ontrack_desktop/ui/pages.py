"""The table of pages and of a pupil's sections: one line each says which screen shows which view-model.

To add a page, add its line here, and its words and icon to `shell.PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from ontrack_desktop.ui.navigator import Navigator
from ontrack_desktop.ui.screens.advocacy import AdvocacyScreen
from ontrack_desktop.ui.screens.chronology import ChronologyScreen
from ontrack_desktop.ui.screens.directory import DirectoryScreen
from ontrack_desktop.ui.screens.journal import JournalScreen
from ontrack_desktop.ui.screens.measures import MeasuresScreen
from ontrack_desktop.ui.screens.meeting import MeetingScreen
from ontrack_desktop.ui.screens.meetings import MeetingsScreen
from ontrack_desktop.ui.screens.overview import OverviewScreen
from ontrack_desktop.ui.screens.people_agencies import PeopleAgenciesScreen
from ontrack_desktop.ui.screens.printed_page import PrintedPageScreen
from ontrack_desktop.ui.screens.pupil import PupilScreen
from ontrack_desktop.ui.screens.pupils import PupilsScreen
from ontrack_desktop.ui.screens.school_life import SchoolLifeScreen
from ontrack_desktop.ui.screens.settings import SettingsScreen
from ontrack_desktop.ui.screens.time_in_plan import TimeInPlanScreen
from ontrack_desktop.ui.screens.today import TodayScreen
from ontrack_desktop.ui.screens.vault_history import VaultHistoryScreen
from ontrack_desktop.ui.screens.voice import VoiceScreen
from ontrack_desktop.ui.screens.who_looked import WhoLookedScreen
from ontrack_desktop.viewmodels.advocacy import AdvocacyModel
from ontrack_desktop.viewmodels.chronology import ChronologyModel
from ontrack_desktop.viewmodels.desk import Desk
from ontrack_desktop.viewmodels.directory import DirectoryModel
from ontrack_desktop.viewmodels.journal import JournalModel
from ontrack_desktop.viewmodels.measures import MeasuresModel
from ontrack_desktop.viewmodels.meeting import MeetingModel
from ontrack_desktop.viewmodels.meetings import MeetingsModel
from ontrack_desktop.viewmodels.overview import OverviewModel
from ontrack_desktop.viewmodels.paper import plan_paper, visit_card_paper
from ontrack_desktop.viewmodels.people_agencies import PeopleAgenciesModel
from ontrack_desktop.viewmodels.printed_page import PrintedPageModel
from ontrack_desktop.viewmodels.pupil import PupilModel
from ontrack_desktop.viewmodels.pupils import PupilsModel
from ontrack_desktop.viewmodels.school_life import SchoolLifeModel
from ontrack_desktop.viewmodels.settings import SettingsModel
from ontrack_desktop.viewmodels.time_in_plan import TimeInPlanModel
from ontrack_desktop.viewmodels.today import TodayModel
from ontrack_desktop.viewmodels.vault_history import VaultHistoryModel
from ontrack_desktop.viewmodels.voice import VoiceModel
from ontrack_desktop.viewmodels.who_looked import WhoLookedModel


@dataclass(frozen=True)
class Room:
    """What a page may be made of."""

    desk: Desk
    navigator: Navigator
    make_settings: Callable[[], SettingsModel]


Maker = Callable[[Room], QWidget]

PUPIL, MEETING = "pupil", "meeting"  # the pages that no line of the rail leads to

PAGES: dict[str, Maker] = {
    "today": lambda room: TodayScreen(TodayModel(room.desk), room.navigator),
    "pupils": lambda room: PupilsScreen(PupilsModel(room.desk), room.navigator),
    "meetings": lambda room: MeetingsScreen(MeetingsModel(room.desk), room.navigator),
    "directory": lambda room: DirectoryScreen(DirectoryModel(room.desk), room.navigator),
    "settings": lambda room: SettingsScreen(room.make_settings(), room.navigator),
    "printed_page": lambda room: PrintedPageScreen(PrintedPageModel(room.desk), room.navigator),
    "vault_history": lambda room: VaultHistoryScreen(VaultHistoryModel(room.desk), room.navigator),
}
UNDER = {"printed_page": "settings", "vault_history": "settings"}  # pages that the rail shows under another one

# name, title, maker; the screen's model has `show_pupil`
SECTIONS: tuple[tuple[str, str, Maker], ...] = (
    ("overview", "Overview", lambda room: OverviewScreen(OverviewModel(room.desk), room.navigator)),
    ("journal", "Journal", lambda room: JournalScreen(JournalModel(room.desk), room.navigator)),
    ("voice", "Voice", lambda room: VoiceScreen(VoiceModel(room.desk), room.navigator)),
    ("plans", "Plans", lambda room: _make_plans(room)),
    (
        "people", "People & agencies",
        lambda room: PeopleAgenciesScreen(PeopleAgenciesModel(room.desk), room.navigator),
    ),
    ("advocacy", "Advocacy", lambda room: AdvocacyScreen(AdvocacyModel(room.desk), room.navigator)),
    (
        "school_life", "School life",
        lambda room: SchoolLifeScreen(SchoolLifeModel(room.desk), room.navigator),
    ),
    ("measures", "Measures", lambda room: MeasuresScreen(MeasuresModel(room.desk), room.navigator)),
    ("chronology", "Chronology", lambda room: ChronologyScreen(ChronologyModel(room.desk), room.navigator)),
    ("who_looked", "Who looked", lambda room: WhoLookedScreen(WhoLookedModel(room.desk), room.navigator)),
)  # fmt: skip


def make_pupil_page(room: Room) -> PupilScreen:
    """A pupil's page with all its sections, each made when it is first looked at."""
    page = PupilScreen(PupilModel(room.desk), room.navigator)
    page.visit_card_wanted.connect(lambda pupil: room.navigator.paper_wanted.emit(visit_card_paper(room.desk, pupil)))
    for name, title, maker in SECTIONS:
        page.add_section(name, title, partial(_section, maker, room))
    return page


def make_meeting_page(room: Room) -> MeetingScreen:
    """The builder, which shows one meeting at a time."""
    return MeetingScreen(MeetingModel(room.desk), room.navigator)


def _make_plans(room: Room) -> TimeInPlanScreen:
    model = TimeInPlanModel(room.desk)
    model.print_wanted.connect(lambda plan: room.navigator.paper_wanted.emit(plan_paper(room.desk, plan)))
    return TimeInPlanScreen(model, room.navigator)


def _section(maker: Maker, room: Room) -> QWidget:
    return owned(maker(room))


def owned(screen: QWidget) -> QWidget:
    """A screen owns its view-model, so that forms in it are found when everything typed has to be kept."""
    model = getattr(screen, "model", None)
    if model is not None and model.parent() is None:
        model.setParent(screen)
    return screen
