"""Sharing: who agreed to what, and the register of what was given to whom, on what basis and why (DOMAIN 4.2).

Consent is one basis among several. Nothing here blocks an urgent share: it asks for the reason and records it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ontrack_desktop.domain.choices import Audience, SharingBasis
from ontrack_desktop.domain.meetings import Consent, Disclosure, Invitee
from ontrack_desktop.domain.record import Casework

from .workspace import Reader, UnitOfWork, fresh_id


@dataclass(frozen=True)
class Basis:
    """Why a copy may be given, and in whose words where it is not consent."""

    basis: SharingBasis
    reason: str = ""


def is_for(record: Casework, audience: Audience) -> bool:
    """Whether a record may reach this kind of reader. Restricted records reach no report."""
    return not record.restricted and audience in record.audience


def consent_for(read: Reader, *, pupil_id: UUID, invitee: Invitee, day: date) -> Consent | None:
    """The consent in force on a day that names this invitee or their organisation."""
    names = {invitee.name.casefold(), invitee.organisation.casefold()} - {""}
    for consent in read.about(Consent, pupil_id):
        lasts = consent.given_on <= day and (consent.until is None or day <= consent.until)
        withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= day
        by_id = invitee.professional_id is not None and invitee.professional_id == consent.professional_id
        if lasts and not withdrawn and (by_id or consent.recipient.casefold() in names):
            return consent
    return None


def default_basis(read: Reader, *, pupil_id: UUID, invitee: Invitee, day: date) -> Basis | None:
    """The family reads its own record; others need a consent in force, or the reason given for them; else None."""
    if invitee.audience is Audience.FAMILY or consent_for(read, pupil_id=pupil_id, invitee=invitee, day=day):
        return Basis(SharingBasis.CONSENT)
    return Basis(invitee.basis, invitee.reason) if invitee.basis and invitee.reason else None


def enter_disclosure(
    work: UnitOfWork, *, pupil_id: UUID, what: str, recipient: str, audience: Audience, basis: Basis,
    document: bytes, pages: int, mark: str, meeting_id: UUID | None = None,
) -> Disclosure:
    """Write into the register that a document was given; `mark` stands on its pages."""
    return work.save(Disclosure(
        id=fresh_id(work.now), pupil_ids=(pupil_id,), at=work.now, what=what, recipient=recipient,
        reader=audience, basis=basis.basis, reason=basis.reason, meeting_id=meeting_id,
        document_sha256=hashlib.sha256(document).hexdigest(), pages=pages, ledger_head=mark,
    ))
