"""The tables as they are declared: a row class inherits a record's fields and adds only keys and indices.

The first migration is written from them, and `verify` compares a store with them. Row classes are never instantiated:
what is read and written goes by `tables`, because loading SQLModel takes 30 MB and a quarter of a second.
"""

# A row's `model_config` has both a pydantic and an SQLModel ancestor, which mypy calls incompatible.
# mypy: disable-error-code="misc"

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig
from sqlmodel.main import SQLModelMetaclass

from ontrack_desktop.domain.advocacy import AdvocacyIssue
from ontrack_desktop.domain.agencies import Agency, Involvement, Professional, School
from ontrack_desktop.domain.attendance import AttendancePeriod
from ontrack_desktop.domain.behaviour import Suspension, TimeInPlan, TimeInSession
from ontrack_desktop.domain.cases import Case
from ontrack_desktop.domain.drafts import Draft
from ontrack_desktop.domain.measures import Goal, Score
from ontrack_desktop.domain.meetings import ChronologyEntry, Consent, Disclosure, Meeting
from ontrack_desktop.domain.notes import Action, Note, Quote
from ontrack_desktop.domain.people import Household, Person, Pupil, Worker
from ontrack_desktop.domain.record import Record

from .columns import kept_type

# What is not here is kept as text.
TYPES: Final[dict[Any, Any]] = {bool: Boolean, int: Integer, date: Date}


class RowMaker(SQLModelMetaclass):
    """Gives every field that a row inherits from its record the column that its type asks for."""

    def __new__(
        cls, name: str, bases: tuple[type[Any], ...], namespace: dict[str, Any], **kwargs: Any
    ) -> Any:
        record = next((base for base in bases if issubclass(base, Record)), None)
        if record is not None and kwargs.get("table"):
            annotations = namespace.setdefault("__annotations__", {})
            for field_name, field in record.model_fields.items():
                annotation = field.rebuild_annotation()
                kept, nullable = kept_type(annotation)
                annotations[field_name] = annotation
                # The record fills every default before a row is written: the table needs none.
                namespace[field_name] = Field(sa_column=Column(
                    field_name, TYPES.get(kept, String), primary_key=field_name == "id",
                    nullable=nullable and field_name != "id",
                ))
            namespace["__tablename__"] = record.kind
            # Clustered by id: ids grow with time, so a new row costs one page instead of two.
            arguments = namespace.get("__table_args__", ())
            namespace["__table_args__"] = (*arguments, {"sqlite_with_rowid": False})
        return super().__new__(cls, name, bases, namespace, **kwargs)


class Row(SQLModel, metaclass=RowMaker):
    """What all rows share: one set of tables."""

    model_config = SQLModelConfig(defer_build=True)  # nothing is checked by a row: no checks are made ready for it
    metadata: ClassVar[MetaData] = MetaData()


class PupilRow(Pupil, Row, table=True):
    __table_args__ = (Index("pupil_upn", "upn"), Index("pupil_household", "household_id"))


class PersonRow(Person, Row, table=True):
    __table_args__ = (Index("person_household", "household_id"),)


class HouseholdRow(Household, Row, table=True):
    pass


class WorkerRow(Worker, Row, table=True):
    pass


class SchoolRow(School, Row, table=True):
    pass


class AgencyRow(Agency, Row, table=True):
    pass


class ProfessionalRow(Professional, Row, table=True):
    pass


class InvolvementRow(Involvement, Row, table=True):
    pass


class CaseRow(Case, Row, table=True):
    __table_args__ = (
        Index("case_reference", "reference", unique=True),
        Index("case_designated_worker", "designated_worker_id"),
    )


class NoteRow(Note, Row, table=True):
    __table_args__ = (
        Index("note_promised_by", "promised_by", sqlite_where=text("promised_by IS NOT NULL")),
    )


class QuoteRow(Quote, Row, table=True):
    __table_args__ = (Index("quote_note", "note_id"),)


class ActionRow(Action, Row, table=True):
    __table_args__ = (Index("action_due", "done_on", "due_on"), Index("action_source", "source_id"))


class AdvocacyRow(AdvocacyIssue, Row, table=True):
    pass


class TimeInPlanRow(TimeInPlan, Row, table=True):
    __table_args__ = (Index("time_in_plan_review", "review_on"),)


class TimeInSessionRow(TimeInSession, Row, table=True):
    pass


class SuspensionRow(Suspension, Row, table=True):
    pass


class AttendanceRow(AttendancePeriod, Row, table=True):
    pass


class GoalRow(Goal, Row, table=True):
    pass


class ScoreRow(Score, Row, table=True):
    pass


class MeetingRow(Meeting, Row, table=True):
    __table_args__ = (Index("meeting_at", "at"),)


class ChronologyRow(ChronologyEntry, Row, table=True):
    pass


class ConsentRow(Consent, Row, table=True):
    pass


class DisclosureRow(Disclosure, Row, table=True):
    pass


class DraftRow(Draft, Row, table=True):
    pass


metadata = Row.metadata

link_table = Table(
    "link",
    metadata,
    # Clustered by who it is about and what kind it is, newest last: a page of a journal is one short range.
    Column("target_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("at", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

ledger_table = Table(
    "ledger",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("worker_id", String),
    Column("device_id", String, nullable=False),
    Column("act", String, nullable=False),
    Column("kind", String),
    Column("record_id", String),
    Column("version", Integer),
    Column("base_version", Integer),
    Column("occurred_at", String),
    Column("pupil_id", String),
    Column("payload", String, nullable=False),
    Column("mac", LargeBinary, nullable=False),
    Index("ledger_record", "record_id", "version"),
    Index("ledger_pupil", "pupil_id", "seq"),
)

# What the ledger was sealed with before the data key was changed: entries up to `last_seq`.
ledger_key_table = Table(
    "ledger_key",
    metadata,
    Column("last_seq", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

searchable_table = Table(
    "searchable",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("record_id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("pupil_id", String),
    Column("at", String, nullable=False),
    Column("readers", String, nullable=False),
    Column("label", String, nullable=False),
    Column("body", String, nullable=False),
)

tombstone_table = Table(
    "tombstone",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("at", String, nullable=False),
    Column("reason", String, nullable=False),
)

vault_table = Table(
    "vault",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("vault_id", String, nullable=False),
    Column("created_at", String, nullable=False),
    # The newest header: an older one that is put back on the disk is noticed.
    Column("header", LargeBinary),
)

# The full-text index reads its text from `searchable`; triggers keep the two together.
SEARCH_AND_TRIGGERS = (
    """CREATE VIRTUAL TABLE search USING fts5(
        label, body, content='searchable', content_rowid='row',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    # Twice as many parts as usual before they are merged: the slowest save takes 3 ms instead of 12.
    "INSERT INTO search(search, rank) VALUES ('automerge', 8)",
    """CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN
        INSERT INTO search(rowid, label, body) VALUES (new.row, new.label, new.body); END""",
    """CREATE TRIGGER searchable_removed AFTER DELETE ON searchable BEGIN
        INSERT INTO search(search, rowid, label, body) VALUES ('delete', old.row, old.label, old.body); END""",
    """CREATE TRIGGER searchable_changed AFTER UPDATE ON searchable BEGIN
        INSERT INTO search(search, rowid, label, body) VALUES ('delete', old.row, old.label, old.body);
        INSERT INTO search(rowid, label, body) VALUES (new.row, new.label, new.body); END""",
    """CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger BEGIN
        SELECT RAISE(ABORT, 'the ledger is not changed'); END""",
    """CREATE TRIGGER ledger_is_not_shortened BEFORE DELETE ON ledger BEGIN
        SELECT RAISE(ABORT, 'the ledger is not shortened'); END""",
)
