"""National numbers and their check digits (DOMAIN 5.1 to 5.3)."""

from __future__ import annotations

import re

UPN = re.compile(r"^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn_is_well_formed(upn: str) -> bool:
    """Shape only: real pupils carry UPNs whose check letter is wrong, and they must not be dropped."""
    return UPN.match(upn) is not None


def upn_check_letter(upn: str) -> str:
    """The letter that the other twelve characters ask for."""
    values = [int(c) if c.isdigit() else UPN_LETTERS.index(c) for c in upn[1:]]
    return UPN_LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def uln_is_valid(uln: str) -> bool:
    """Ten digits, the last one 10 minus the weighted sum of the others modulo 11."""
    if not re.fullmatch(r"\d{10}", uln):
        return False
    rest = sum((10 - i) * int(uln[i]) for i in range(9)) % 11
    return rest != 0 and int(uln[9]) == 10 - rest


def nhs_number_is_valid(number: str) -> bool:
    """Ten digits (spaces allowed), modulus 11."""
    digits = number.replace(" ", "")
    if not re.fullmatch(r"\d{10}", digits):
        return False
    check = 11 - sum((10 - i) * int(digits[i]) for i in range(9)) % 11
    return check != 10 and int(digits[9]) == check % 11
