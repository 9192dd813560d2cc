"""Days and times as people say them, in the time zone that the casework happens in (DOMAIN 5.7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)


def local(moment: datetime) -> datetime:
    """The same moment on the clock in the kitchen."""
    return moment.astimezone(LONDON)


def day_of(moment: datetime) -> date:
    return local(moment).date()


def say_day(day: date, today: date) -> str:
    """"Tue 4 Nov", with the year when it is not this one."""
    said = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_full_day(day: date) -> str:
    """"Tuesday 4 November 2026"."""
    return f"{LONG_DAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def say_time(moment: datetime) -> str:
    """"14:30", on the local clock."""
    return local(moment).strftime("%H:%M")


def say_near(day: date, today: date) -> str:
    """"today", "tomorrow", "3 days ago", "in 2 days", else the day."""
    apart = (day - today).days
    match apart:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
    if -7 < apart < 0:
        return f"{-apart} days ago"
    if 0 < apart < 7:
        return f"in {apart} days"
    return say_day(day, today)


def say_minutes(minutes: int) -> str:
    """"45 min", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def add_working_days(day: date, count: int) -> date:
    """The day `count` weekdays later. School and bank holidays are the school's own data, not counted here."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def school_year(day: date) -> tuple[date, date]:
    """First and last day of the school year that a day lies in: 1 September to 31 August."""
    start = day.year if day.month >= 9 else day.year - 1
    return date(start, 9, 1), date(start + 1, 8, 31)


def say_school_year(day: date) -> str:
    """"2025/26"."""
    start = school_year(day)[0].year
    return f"{start}/{(start + 1) % 100:02}"
