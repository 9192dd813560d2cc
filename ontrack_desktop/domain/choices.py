"""Lists that a person picks from, each value with the words shown for it.

Lists that are law or a department's code set (attendance codes, reasons for suspension, SEN needs) are
dated data in `resources/codesets/`, not here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A value with its label: `HOME_VISIT = "home_visit", "Home visit"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Audience(Choice):
    """Which readers a record may reach in a report (DOMAIN 4.2)."""

    FAMILY = "family", "Family"
    SCHOOL = "school", "School"
    HEALTH = "health", "Health"
    SOCIAL_CARE = "social_care", "Social care"
    PROVIDER = "provider", "Provider"
    PANEL = "panel", "Panel"


class Precision(Choice):
    """How exactly a date is known (DOMAIN 4.4)."""

    DAY = "day", "Exact day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"
    ABOUT = "about", "About then"


class NoteKind(Choice):
    HOME_VISIT = "home_visit", "Home visit"
    PHONE = "phone", "Phone call"
    DIRECT_WORK = "direct_work", "Direct work"
    APPOINTMENT = "appointment", "Appointment support"
    ADVOCACY = "advocacy", "Advocacy"
    MEDIATION = "mediation", "Mediation"
    LIAISON = "liaison", "Agency contact"
    GROUP = "group", "Group"
    LETTER = "letter", "Letter or e-mail"
    OBSERVATION = "observation", "Observation"
    UNSUCCESSFUL = "unsuccessful", "Nobody in"


class Direction(Choice):
    OUT = "out", "We contacted them"
    IN = "in", "They contacted us"


class Voice(Choice):
    """Whose words a quote holds."""

    PUPIL = "pupil", "Pupil"
    PARENT = "parent", "Parent or carer"
    SCHOOL = "school", "School"
    TUTOR = "tutor", "Tutor"
    OTHER = "other", "Someone else"


class QuoteConsent(Choice):
    """Whether the person agreed to be quoted, and where."""

    NOT_ASKED = "not_asked", "Not asked yet"
    MEETING = "meeting", "Happy for meetings to hear this"
    ANYWHERE = "anywhere", "Happy for anyone to read this"
    NO = "no", "Keep this between us"


class AdvocacyStatus(Choice):
    RAISED = "raised", "Raised"
    HEARD = "heard", "Heard"
    AGREED = "agreed", "Agreed"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    ESCALATED = "escalated", "Taken higher"


class SuspensionCategory(Choice):
    """DfE exclusion category (CBDS May 2026)."""

    SUSPENSION = "SUSP", "Suspension"
    LUNCHTIME = "LNCH", "Lunchtime suspension"
    PERMANENT = "PERM", "Permanent exclusion"


class Respondent(Choice):
    """Who answered a measure."""

    PUPIL = "pupil", "Pupil"
    PARENT = "parent", "Parent or carer"
    STAFF = "staff", "Staff"


class Instrument(Choice):
    """Measures whose numbers can be recorded. Their wording is never held (DOMAIN 3.0)."""

    THRIVE_APPROACH = "thrive_approach", "Thrive Approach"
    GOAL = "goal", "Goal"


class Grouping(Choice):
    """i-THRIVE needs-based groupings (DOMAIN 3.2): not a ladder, never compared as better or worse."""

    THRIVING = "thriving", "Thriving"
    ADVICE = "advice", "Getting Advice and Signposting"
    HELP = "help", "Getting Help"
    MORE_HELP = "more_help", "Getting More Help"
    RISK_SUPPORT = "risk_support", "Getting Risk Support"


class MeetingType(Choice):
    """Meeting types of DOMAIN 4.1."""

    TEAM_AROUND_FAMILY = "taf", "Team around the family, review"
    EARLY_HELP = "eha", "Early help assessment"
    CHILD_IN_NEED = "cin", "Child in need review"
    CHILD_PROTECTION = "cp", "Child protection conference"
    LOOKED_AFTER = "lac", "Looked-after child review"
    EHC_REVIEW = "ehc", "EHC plan annual review"
    REINTEGRATION = "reintegration", "Reintegration meeting"
    PASTORAL_SUPPORT = "psp", "Pastoral support plan"
    PART_TIME = "part_time", "Part-time timetable review"
    PROVISION = "ap", "Alternative provision review"
    FAIR_ACCESS = "fap", "Fair access panel"
    PROFESSIONALS = "professionals", "Professionals’ meeting"


class Attendance(Choice):
    """How somebody answered an invitation to a meeting."""

    INVITED = "invited", "Invited"
    ATTENDED = "attended", "Came"
    APOLOGIES = "apologies", "Apologies"
    NO_RESPONSE = "no_response", "No answer"


class Impact(Choice):
    """What an event meant for the child (DOMAIN 4.4)."""

    HELPED = "helped", "Helped"
    SET_BACK = "set_back", "Set back"
    NEUTRAL = "neutral", "Neither"


class SharingBasis(Choice):
    """Why something was shared: consent is one basis among several (DOMAIN 4.2)."""

    CONSENT = "consent", "They agreed"
    PUBLIC_TASK = "public_task", "Public task"
    LEGAL_OBLIGATION = "legal_obligation", "The law asks for it"
    VITAL_INTERESTS = "vital_interests", "To protect a life"
    SAFEGUARDING = "safeguarding", "To keep a child safe"
    DUTY_16LA = "duty_16LA", "Duty to share (Children Act 2004, section 16LA)"


class YesNoUnknown(Choice):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class AgencySector(Choice):
    """Which reader an agency is, in the sense of `Audience`."""

    SCHOOL = "school", "School"
    HEALTH = "health", "Health"
    SOCIAL_CARE = "social_care", "Social care"
    PROVIDER = "provider", "Provider"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    COMMUNITY = "community", "Community"


class Frequency(Choice):
    """How often somebody is in the child's life; the line weight in the picture of who is around."""

    WEEKLY = "weekly", "Every week"
    HALF_TERMLY = "half_termly", "This half-term"
    WAITING = "waiting", "Waiting for them"
