"""The time-in plan on one page, to be read in a corridor. It is always one page: smaller first, then shorter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace

from ontrack_desktop.reports import wording
from ontrack_desktop.reports.content import Activity, TimeInPlanContent
from ontrack_desktop.reports.flow import Block, Columns, Stack
from ontrack_desktop.reports.look import ALERT, FAMILY, GOOD, MM, PRIMARY, STAFF, Look, Style
from ontrack_desktop.reports.page import PAGE_A4, paper, running
from ontrack_desktop.reports.parts import Band, Heading, WithIcon, column, fitted, quote_line, signature_lines
from ontrack_desktop.reports.sheet import Sheet
from ontrack_desktop.reports.stages import Stages, scaled
from ontrack_desktop.reports.text import Span, Text

FOOT_GAP = 16.0  # white above the sentence on sending home, at least
SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)  # body type goes from 10 down to 7.5 points, not below
LIMITS = (12, 8, 6, 5, 4, 3, 2, 1)  # items of a list that are kept when even the smallest type is too much
MOST_LETTERS = 9000  # more than this is not tried whole: no page holds it
LETTERS = 110  # of an item that has to be shortened
ICONS = {  # a word in an activity, and the picture that goes with it
    "garden": "flower-2",
    "flower": "flower-2",
    "water": "waves",
    "swim": "waves",
    "dog": "dog",
    "walk": "footprints",
    "forest": "trees",
    "wood": "trees",
    "fish": "fish",
    "kick": "dumbbell",
    "box": "dumbbell",
    "gym": "dumbbell",
    "music": "music",
    "draw": "palette",
    "paint": "palette",
    "art": "palette",
    "read": "book-open",
    "bike": "bike",
    "cook": "utensils",
    "bak": "utensils",
}


def render(content: TimeInPlanContent) -> bytes:
    """The plan as a PDF of exactly one A4 page."""
    look = FAMILY if content.family_copy else STAFF
    sheet = Sheet(f"Time-in plan, case {content.frame.case_reference}", PAGE_A4.size, content.frame.printed_at)
    return paper(sheet, [PlanPage(content, look)], PAGE_A4, running(content.frame))


class PlanPage(Block):
    """The plan as a block that fills a page: what matters stands at the top, who signs at the foot."""

    def __init__(self, content: TimeInPlanContent, look: Look, *, new_page: bool = False) -> None:
        super().__init__(new_page=new_page)
        self.content, self.look = content, look

    def height(self, width: float) -> float:
        del width
        return PAGE_A4.height

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        upper, lower = _fitting(self.content, self.look, width, PAGE_A4.height - FOOT_GAP)
        spare = PAGE_A4.height - upper.height(width) - lower.height(width) - FOOT_GAP
        gaps = upper.blocks[-2:]
        for block in gaps:  # the white that is left goes between the lower sections
            block.before += min(spare / 3, 4 * MM)
        upper.draw(sheet, x, top, width)
        lower.draw(sheet, x, top - PAGE_A4.height + lower.height(width), width)


def _fitting(content: TimeInPlanContent, look: Look, width: float, room: float) -> tuple[Stack, Stack]:
    """The largest type at which all fits; if none does, shortened lists and a sentence that says so."""
    scales = (1.1, *SCALES) if content.family_copy else SCALES
    for scale in scales if _letters(content) <= MOST_LETTERS else ():
        upper, lower = _upper(content, look, scale), _lower(content, look, 0)
        if upper.height(width) + lower.height(width) <= room:
            return upper, lower
    for limit in LIMITS:
        short, left_out = shortened(content, limit)
        upper, lower = _upper(short, look, SCALES[-1]), _lower(short, look, left_out)
        if upper.height(width) + lower.height(width) <= room:
            break
    return upper, lower


def shortened(content: TimeInPlanContent, limit: int) -> tuple[TimeInPlanContent, int]:
    """At most `limit` items of each list, and no long ones; with how many were left out or cut."""
    left_out = 0

    def cut(value: object) -> object:
        nonlocal left_out
        if isinstance(value, str):
            if len(value) <= LETTERS:
                return value
            left_out += 1
            return value[:LETTERS].rsplit(" ", 1)[0] + " …"
        if isinstance(value, tuple):
            left_out += max(0, len(value) - limit)
            return tuple(cut(item) for item in value[:limit])
        if is_dataclass(value) and not isinstance(value, type) and value is not content.frame:
            return replace(value, **{f.name: cut(getattr(value, f.name)) for f in fields(value)})
        return value

    short = cut(content)
    assert isinstance(short, TimeInPlanContent)
    return short, left_out


def _letters(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_letters, value))
    return sum(_letters(getattr(value, f.name)) for f in fields(value)) if is_dataclass(value) else 0


# -- the upper part ----------------------------------------------------------------------------------------
def _upper(content: TimeInPlanContent, look: Look, scale: float) -> Stack:
    body = scaled(STAFF.body, scale)
    blocks: list[Block] = [_title(content, look)]
    if content.quote:
        style = scaled(look.quote_middle if len(content.quote.words) <= 160 else look.quote, scale)
        words = quote_line(content.quote, content.frame.printed_at.date(), look, style)
        blocks.append(Band(words, padding=11 * scale, before=7))
    blocks.append(_who_where_what(content, look, body, scale))
    if content.unmet_need.strip():
        said = [Span("What may be underneath. ", "semibold"), Span(content.unmet_need)]
        blocks.append(Text(said, body, before=8 * scale))
    blocks.append(Stages(content, look, scale, before=6 * scale))
    blocks.append(_say(content, look, body, scale))
    blocks.append(_back_and_repair(content, look, body, scale))
    return Stack(blocks)


def _title(content: TimeInPlanContent, look: Look) -> Block:
    near = content.frame.printed_at.date()
    said = f"Version {content.version}, {wording.day(content.agreed_on)}."
    if content.review_by:
        said += f" Review by {wording.day(content.review_by, near)}."
    version = Text(said, look.caption.but(align="right"), before=2)
    title = Heading(f"{content.known_as}’s time-in plan", Style(24, 28, "semibold", tag="H1"), "Time-in plan")
    room = 174 * MM - title.natural_width() - 6 * MM
    if version.natural_width() <= room:
        lowered = Stack([Text("", Style(8, 11)), version])
        return Columns([(0, 174 * MM - room, title), (174 * MM - room, room, lowered)])
    smaller = fitted(f"{content.known_as}’s time-in plan", title.style, 174 * MM, 14)
    heading = Heading(f"{content.known_as}’s time-in plan", smaller.style, "Time-in plan")
    return Stack([heading, Text(said, look.caption, before=2)])


def _who_where_what(content: TimeInPlanContent, look: Look, body: Style, scale: float) -> Block:
    caps = look.table_head
    wide = 54 * MM
    large = Style(16, 21, "semibold")
    who: list[Block] = [Text("WHO", caps)]
    if content.key_adult:
        who.append(fitted(content.key_adult, scaled(large, scale), wide, 10))
    who += [Text(f"then {backup}", body) for backup in content.backups]
    where: list[Block] = [Text("WHERE", caps)]
    if content.safe_place:
        where.append(fitted(content.safe_place, scaled(large, scale), wide, 10))
    where += [Text(note, body) for note in content.safe_place_notes]
    what: list[Block] = [Text("WHAT SETS IT OFF", caps)]
    what += [
        Text(wording.sentence(trigger), body, before=2 if i == 0 else 0) for i, trigger in enumerate(content.triggers)
    ]
    for part in (who, where, what):
        if len(part) == 1:
            part.append(Text("Not agreed yet.", body, before=2))
    return Columns([column(0, 2, Stack(who)), column(2, 2, Stack(where)), column(4, 2, Stack(what))], before=14 * scale)


def _headed(title: str, style: Style, items: Iterable[Block], icon: str = "", tint: str = "") -> Stack:
    head: Block = Text(title, style)
    if icon:
        head = WithIcon(icon, tint, Text(title, style.but(colour=tint)), size=style.size + 1.5, indent=style.size + 6)
    return Stack([head, *items])


def _say(content: TimeInPlanContent, look: Look, body: Style, scale: float) -> Block:
    section = scaled(look.section, scale)
    line = body.but(size=body.size + 0.5 * scale, leading=body.leading + 1.5 * scale)
    indent = section.size + 6

    def listed(words: Sequence[str]) -> list[Block]:
        said = words or ("Nothing agreed yet.",)
        return [_indented(Text(wording.quoted(w) if words else w, line), indent) for w in said]

    avoid = listed(content.do_not_say)
    if content.makes_it_worse:
        worse = [
            Span("What makes it worse: ", "semibold"),
            Span(" ".join(wording.sentence(item.strip(" .;")) for item in content.makes_it_worse)),
        ]
        avoid.append(_indented(Text(worse, body, before=3), indent))
    return Columns(
        [
            column(0, 3, _headed("Say", section, listed(content.say), "message-circle", GOOD)),
            column(3, 3, _headed("Do not say", section, avoid, "message-circle-off", ALERT)),
        ],
        before=14 * scale,
    )


def _indented(block: Block, indent: float) -> Block:
    return Columns([(indent, 84 * MM - indent, block)], before=block.before)


def _back_and_repair(content: TimeInPlanContent, look: Look, body: Style, scale: float) -> Block:
    section = scaled(look.section, scale)
    back = [_activity(activity, body) for activity in content.activities]
    repair: list[Block] = []
    for i, step in enumerate(content.repair, start=1):
        number = Text(str(i), body.but(face="semibold", colour=PRIMARY))
        repair.append(Columns([(0, 12, number), (16, 84 * MM - 16, Text(step, body))], before=1.5))
    nothing = Text("Nothing agreed yet.", body)
    pronoun = {"she": "her", "he": "him", "they": "them"}.get(content.pronouns.partition("/")[0].strip().lower(), "")
    return Columns(
        [
            column(0, 3, _headed(f"What brings {pronoun or content.known_as} back", section, back or [nothing])),
            column(3, 3, _headed("How we repair", section, repair or [nothing])),
        ],
        before=14 * scale,
    )


def _activity(activity: Activity, body: Style) -> Block:
    name = activity.name.lower()
    icon = next((picture for word, picture in ICONS.items() if word in name), "sprout")
    words = ", ".join(part.strip(" .,") for part in (activity.name, activity.detail) if part)
    return WithIcon(icon, GOOD, Text(words, body), size=body.size + 1.5, indent=body.size + 7, before=1.5)


# -- the foot of the page ----------------------------------------------------------------------------------
def _lower(content: TimeInPlanContent, look: Look, left_out: int) -> Stack:
    blocks: list[Block] = []
    if left_out:
        lines = wording.count(left_out, "line")
        said = f"There was no room here for {lines}. All of it stands in the plan in the case record."
        blocks.append(Text(said, STAFF.body.but(face="semibold"), before=6))
    law = [
        Span(f"Sending {content.known_as} home is a suspension. ", "semibold"),
        Span("Only the head can decide that, and it is written down."),
    ]
    blocks.append(WithIcon("shield-alert", ALERT, Text(law, STAFF.body), size=13, indent=19, before=8))
    return Stack([*blocks, *signature_lines(content.signatures, look, before=6)])
