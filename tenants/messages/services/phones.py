"""A mobile number: somebody gives it, gets a code there, and types it in."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localdate

from tenants.messages.channels import open_channels
from tenants.messages.errors import CodeOver, CodesTooMany, CodeWrong, NumberNotMobile, SmsOff
from tenants.messages.models import Channel, Phone
from tenants.messages.rules.numbers import mobile_number
from tenants.people.models import Person
from tenants.schema import current_schema

GOOD_FOR: Final = timedelta(minutes=10)
BETWEEN: Final = timedelta(minutes=1)
A_DAY: Final = 5
MOST_TRIES: Final = 5
DIGITS: Final = 6


@transaction.atomic
def ask_code(*, person: Person, number: str, now: datetime) -> tuple[str, str]:
    """Open a code for a number; returns the number as networks know it, and the code to send.

    Until it is typed in, nothing else goes there. Raises SmsOff, NumberNotMobile, CodesTooMany.
    """
    if Channel.SMS not in open_channels():
        raise SmsOff
    known = mobile_number(number)
    if known is None:
        raise NumberNotMobile
    Phone.objects.get_or_create(person=person)
    phone = Phone.objects.select_for_update().get(person=person)
    _count(phone, now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    phone.number, phone.confirmed_at, phone.tries = known, None, 0
    phone.code_digest, phone.code_until = _digest(person, known, code), now + GOOD_FOR
    phone.save()
    return known, code


def confirm_number(*, person: Person, code: str, now: datetime) -> Phone:
    """Text messages go there from now on. Raises CodeOver, CodeWrong."""
    phone, left = _tried(person, "".join(code.split()), now)
    if left is not None:
        raise CodeWrong(left=left)
    return phone


def forget_number(*, person: Person) -> None:
    """No text message goes there any more; what counts the codes of today stays."""
    Phone.objects.filter(person=person).update(
        number=None, confirmed_at=None, code_digest="", code_until=None
    )


@transaction.atomic
def _tried(person: Person, code: str, now: datetime) -> tuple[Phone, int | None]:
    """The number, and how many tries are left after a wrong one. A wrong try is kept as well."""
    phone = Phone.objects.select_for_update().filter(person=person).first()
    if phone is None or not phone.code_digest or phone.number is None:
        raise CodeOver
    if phone.code_until is None or phone.code_until < now or phone.tries >= MOST_TRIES:
        raise CodeOver
    phone.tries += 1
    is_right = constant_time_compare(phone.code_digest, _digest(person, phone.number, code))
    if is_right:
        phone.confirmed_at, phone.code_digest, phone.code_until = now, "", None
    phone.save()
    return phone, None if is_right else MOST_TRIES - phone.tries


def _count(phone: Phone, now: datetime) -> None:
    """Raises CodesTooMany."""
    is_same_day = phone.asked_at is not None and localdate(phone.asked_at) == localdate(now)
    before = phone.asked_that_day if is_same_day else 0
    if before >= A_DAY or (phone.asked_at is not None and now - phone.asked_at < BETWEEN):
        raise CodesTooMany
    phone.asked_at, phone.asked_that_day = now, before + 1


def _digest(person: Person, number: str, code: str) -> str:
    """Of this code for this person and number, in this town."""
    told = f"{current_schema()}|{person.id}|{number}|{code}"
    return salted_hmac("heitje.phone-code", told, algorithm="sha256").hexdigest()
