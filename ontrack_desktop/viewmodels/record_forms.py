"""The forms of the nouns that need no screen of their own: their questions, in the order a person thinks."""

from __future__ import annotations

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.meetings import ChronologyEntry, Consent
from ontrack_desktop.domain.notes import Quote
from ontrack_desktop.domain.people import Household, Person, Pupil
from ontrack_desktop.services.pupils import NewPupil

from .record_form import Ask, FormSpec

PERSON = FormSpec(
    Person, "Somebody in the family", (
        Ask("name", "Full name"),
        Ask("known_as", "What the family says", "Such as Mum, Nan or Uncle Ray"),
        Ask("relationship", "Relationship to the pupil"),
        Ask("parental_responsibility", "Parental responsibility"),
        Ask("lives_with", "Lives with the pupil"),
        Ask("presence", "When they are around", "Such as Tuesdays, if they live elsewhere"),
        Ask("phone", "Phone"),
        Ask("safe_contact", "How to contact safely", "Such as “text first” or “never on Fridays”"),
        Ask("interpreter", "Interpreter", "The language, if one is needed"),
        Ask("do_not_contact", "Do not contact"),
    ), "Save person",
)

CHRONOLOGY = FormSpec(
    ChronologyEntry, "A significant event", (
        Ask("on", "When"),
        Ask("precision", "How exactly is that known?"),
        Ask("event", "What happened", "Facts, three sentences at most"),
        Ask("source", "Who says so", "A person, a letter, the register"),
        Ask("impact", "What it meant for the child"),
        Ask("impact_text", "In a few words"),
        Ask("response", "What was done"),
    ), "Save event",
)

TIME_IN_SESSION = FormSpec(
    TimeInSession, "A time-in session", (
        Ask("at", "When it began"),
        Ask("ended_at", "When it ended"),
        Ask("sessions_used", "Half days it took", "0 for less than a morning or an afternoon"),
        Ask("led_to_it", "What led to it", "What happened, as anybody in the room would tell it"),
        Ask("place", "Where"),
        Ask("key_adult", "With whom"),
        Ask("activities", "What you did together"),
        Ask("arousal_before", "How wound up at the start", "The pupil’s own number, 1 calm to 10"),
        Ask("arousal_after", "How wound up at the end", "The same scale"),
        Ask("repair", "What was put right, and with whom"),
        Ask("back_in_class_at", "Back in class"),
        Ask("parent_told", "How the family was told", "Such as “Mum, by phone, 12:10”"),
        Ask("pupil_feedback", "What the pupil says about it", "In their own words"),
        Ask(
            "would_have_been_sessions", "Would have been a suspension of so many half days",
            "A judgement made on the day. It is shown beside the counts and never taken off them",
        ),
        Ask("would_have_been_decided_by", "Who judged that, on the day"),
    ), "Save session",
)

SUSPENSION = FormSpec(
    Suspension, "A suspension", (
        Ask("category", "Kind"),
        Ask("started_on", "First day"),
        Ask("sessions", "How many half days", "A day is two. A lunchtime counts as one"),
        Ask("reasons", "Reasons", "From the department’s list, three at most", "suspension_reasons"),
        Ask("account", "What happened", "What was seen and heard"),
        Ask("pupil_account", "How the pupil tells it", "In their own words"),
        Ask("time_in_tried", "What was tried first"),
        Ask("parent_told_on", "When the family was told"),
        Ask("reintegration_on", "Meeting to come back"),
    ), "Save suspension",
)

ATTENDANCE = FormSpec(
    AttendancePeriod, "Attendance over a time", (
        Ask("label_text", "Name of the time", "Such as “Aut 1” or “September”"),
        Ask("started_on", "From"),
        Ask("ended_on", "To"),
        Ask("possible", "Possible sessions", "Half days. Sessions that could not be attended do not count"),
        Ask("attended", "Attended", "Present, late before the register closed, or at an approved activity"),
        Ask("authorised", "Away, authorised"),
        Ask("unauthorised", "Away, not authorised"),
        Ask("late", "Late before the register closed", "These also count as attended"),
        Ask("source", "Where the numbers come from", "Such as the school’s register, printed 3 Nov"),
        Ask("before_case", "This is from before we began"),
    ), "Save attendance",
)

ADVOCACY = FormSpec(
    AdvocacyIssue, "Something to ask for", (
        Ask("wanted", "What is asked for", "In the words of the one who wants it"),
        Ask("wanted_by", "Who wants it"),
        Ask("raised_with", "Asked of whom", "A person or an office"),
        Ask("agency_id", "Agency", "", "agencies"),
        Ask("raised_on", "First asked"),
        Ask("barrier", "What stands in the way"),
        Ask("chase_on", "Ask again on"),
        Ask("outcome", "What came of it"),
    ), "Save",
)

GOAL = FormSpec(
    Goal, "A goal", (
        Ask("words", "The goal", "In the young person’s own words"),
        Ask("set_on", "Set on"),
        Ask("ended_on", "Put aside or reached on"),
    ), "Save goal",
)

THRIVE_SCORE = FormSpec(
    Score, "A Thrive Approach score", (
        Ask("dimension", "Strand", "Only scores of one strand are compared", "strands"),
        Ask("value", "Per cent"),
        Ask("on", "Date of the profile"),
        Ask("respondent", "Who answered"),
        Ask("assessor", "Who made the profile"),
    ), "Save score",
)

NEW_PUPIL = FormSpec(
    NewPupil, "A new pupil", (
        Ask("legal_forename", "First name", "As on the birth certificate"),
        Ask("legal_surname", "Last name"),
        Ask("known_as", "Known as", "What they want to be called, if it is another name"),
        Ask("pronouns", "Pronouns", "Such as she/her"),
        Ask("born_on", "Born on"),
        Ask("school_id", "School", "", "schools"),
        Ask("upn", "UPN", "13 characters, if you know it"),
        Ask("strengths", "What they are good at", "Begin with the best: it stands first on every page"),
        Ask("referred_by", "Who asked for help"),
        Ask("reason", "Why", "In a few plain words"),
        Ask("reference", "Case reference", "The next free one, unless you have your own"),
    ), "Add pupil",
)

PUPIL = FormSpec(
    Pupil, "Pupil", (
        Ask("legal_forename", "First name", "As on the birth certificate"),
        Ask("legal_surname", "Last name"),
        Ask("known_as", "Known as", "What they want to be called, if it is another name"),
        Ask("pronouns", "Pronouns", "Such as she/her"),
        Ask("strengths", "What they are good at", "Begin with the best: it stands first on every page"),
        Ask("what_matters", "What matters to them"),
        Ask("how_to_help", "How to help"),
        Ask("alerts", "To be careful of", "Such as an allergy"),
        Ask("languages", "Languages at home"),
        Ask("born_on", "Born on"),
        Ask("school_id", "School", "", "schools"),
        Ask("nc_year", "Year", "Only if it is not the year of their age"),
        Ask("sen_provision", "Special educational needs", "", "sen_provisions"),
        Ask("looked_after_since", "Looked after since"),
        Ask("young_carer", "Young carer"),
        Ask("pupil_premium", "Pupil premium"),
        Ask("free_school_meals", "Free school meals"),
        Ask("upn", "UPN", "13 characters"),
        Ask("uln", "ULN", "10 digits"),
        Ask("nhs_number", "NHS number", "10 digits"),
        Ask("safe_address", "Keep the address off every print"),
    ), "Save pupil",
)

SCHOOL = FormSpec(
    School, "A school", (
        Ask("name", "Name"),
        Ask("town", "Town"),
        Ask("phone", "Phone"),
        Ask("urn", "URN", "6 digits"),
        Ask("dfe_number", "DfE number", "Such as 928/4001"),
    ), "Save school",
)

AGENCY = FormSpec(
    Agency, "An agency", (
        Ask("name", "Name", "Such as Family Help, north"),
        Ask("sector", "What kind of agency", "Decides which copy of a pack they get"),
        Ask("phone", "Phone"),
        Ask("email", "E-mail"),
        Ask("opening", "When somebody answers"),
    ), "Save agency",
)

PROFESSIONAL = FormSpec(
    Professional, "A professional", (
        Ask("name", "Name"),
        Ask("role", "Role", "Such as SENCO"),
        Ask("agency_id", "Agency", "", "agencies"),
        Ask("school_id", "School", "If they work at one", "schools"),
        Ask("phone", "Phone"),
        Ask("email", "E-mail"),
        Ask("left_on", "Left on", "The notes about them stay"),
    ), "Save professional",
)

QUOTE = FormSpec(
    Quote, "Somebody’s words", (
        Ask("words", "What was said", "Exactly as it was said"),
        Ask("voice", "Whose words"),
        Ask("speaker", "Who said it", "As the family says it, such as Mum"),
        Ask("at", "When"),
        Ask("context", "Where", "Such as “in the car after college”"),
        Ask("consent", "May it be repeated?", "Ask them, and write down what they said"),
    ), "Save words",
)

CONSENT = FormSpec(
    Consent, "Agreement to share", (
        Ask("recipient", "To share with", "A person or an organisation, as it stands in the meeting’s list"),
        Ask("given_by", "Who agreed", "Such as Mum, or the young person"),
        Ask("purpose", "What for", "Such as “meetings of the team around the family”"),
        Ask("given_on", "Agreed on"),
        Ask("until", "Until", "If it ends on a day"),
        Ask("withdrawn_on", "Taken back on"),
    ), "Save agreement",
)

HOUSEHOLD = FormSpec(
    Household, "Home", (
        Ask("address", "Address"),
        Ask("postcode", "Postcode"),
        Ask("directions", "How to find it", "Such as “blue gate at the back”"),
        Ask("safety_notes", "To know before a visit", "Such as “dog at home”"),
        Ask("two_workers", "Visit with two workers"),
        Ask("safety_checked_on", "Safety last checked"),
        Ask("safety_review_on", "Check again on"),
    ), "Save home",
)

INVOLVEMENT = FormSpec(
    Involvement, "Somebody who works with the pupil", (
        Ask("professional_id", "Who", "From the directory", "professionals"),
        Ask("agency_id", "Or which agency", "Where no one person is named yet", "agencies"),
        Ask("role", "What they do for this pupil", "Such as key adult, tutor, assessment"),
        Ask("key_adult", "Key adult at school"),
        Ask("frequency", "How often"),
        Ask("started_on", "Since"),
        Ask("waiting_since", "Waiting since", "If the first appointment has not come yet"),
        Ask("ended_on", "Until", "When they are not involved any more"),
    ), "Save",
)

CASE_READERS = FormSpec(
    Case, "Who may read the case", (
        Ask(
            "restricted", "Restrict the case",
            "Why the case was opened, how things stood and who decided what. Notes are restricted one by one",
        ),
        Ask("restricted_to", "People who may read it", "You may always read it yourself", "workers"),
    ), "Save readers",
)
