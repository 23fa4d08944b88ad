"""What the marketplace tells people: their work was decided, a klus is off, a figure went over.

A letter is written in the transaction that counts its event as told: once, and never lost. By
which ways it leaves the house is `tenants.messages`' to say.
"""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from currency.queries import (
    coin_end,
    contribution_to_tell_of,
    notice_to_tell_of,
    open_alarms,
    request_to_tell_of,
)
from currency.queries.hand_outs import line_of_transfer
from marketplace.queries import sign_up_to_tell_of
from marketplace.web.coin_letters import letter_of_expiry, letter_of_the_end
from marketplace.web.letters import letter_about, letter_of_alarm, letter_of_gift
from marketplace.web.letters_of_paying import letter_of_contribution, letter_of_request
from tenants.people.models import Party
from tenants.people.queries import person_by_id, person_of_party
from tenants.trail.services import tells


@tells("proof.decided")
def tell_what_was_decided(facts: Mapping[str, object]) -> None:
    """To the resident, unless it was already decided otherwise."""
    _write(facts["sign_up"], str(facts["state"]))


@tells("sign-up.called-off")
def tell_that_it_is_off(facts: Mapping[str, object]) -> None:
    """To one of those who had signed up."""
    _write(facts["sign_up"], "cancelled")


@tells("alarm.raised")
def tell_of_an_alarm(facts: Mapping[str, object]) -> None:
    """To one of those who answer for the euros; not once it is over again."""
    alarm = open_alarms().filter(id=int(str(facts["alarm"]))).first()
    person = person_by_id(int(str(facts["person"])))
    if alarm is not None and person is not None:
        letter_of_alarm(alarm, person).send()


@tells("coins.expiring")
def tell_what_expires(facts: Mapping[str, object]) -> None:
    """To the resident, unless the day is past already."""
    found = notice_to_tell_of(int(str(facts["notice"])))
    if found is not None:
        letter_of_expiry(found, found.party.person).send()


@tells("coin.ending")
def tell_that_the_coin_ends(facts: Mapping[str, object]) -> None:
    """To one person, with the days as they stand by now."""
    end, person = coin_end(timezone.now()), person_by_id(int(str(facts["person"])))
    if end is not None and person is not None:
        is_shop = person.seats.filter(party__kind=Party.Kind.MERCHANT).exists()
        letter_of_the_end(end, person, is_shop=is_shop).send()


@tells("hand-out.posted")
def tell_of_a_gift(facts: Mapping[str, object]) -> None:
    """To one of those who stood on a list."""
    letter_of_gift(line_of_transfer(int(str(facts["transfer"])))).send()


@tells("request.asked")
def tell_that_somebody_asks(facts: Mapping[str, object]) -> None:
    """To the person who is asked, as long as they can still pay; to nobody where nobody is."""
    _write_of_request(facts["request"], "open")


@tells("request.declined")
def tell_that_somebody_said_no(facts: Mapping[str, object]) -> None:
    """To the resident who asked; a shop sees it at its till."""
    _write_of_request(facts["request"], "declined")


@tells("contribution.missed")
def tell_of_a_missed_contribution(facts: Mapping[str, object]) -> None:
    """To its payer."""
    _write_of_contribution(facts, "contribution-missed")


@tells("contribution.ended")
def tell_of_an_ended_contribution(facts: Mapping[str, object]) -> None:
    """To its payer, who did not stop it."""
    _write_of_contribution(facts, "contribution-ended")


def _write_of_request(request_id: object, state: str) -> None:
    request = request_to_tell_of(UUID(str(request_id)), state)
    if request is None:
        return
    reader = request.payer if state == "open" else request.payee.holder
    person = person_of_party(reader.id) if reader else None
    if person is not None:
        letter_of_request(request, person).send()


def _write_of_contribution(facts: Mapping[str, object], name: str) -> None:
    found = contribution_to_tell_of(int(str(facts["contribution"])))
    person = person_of_party(found.payer_id) if found else None
    if found is not None and person is not None:
        letter_of_contribution(found, person, name, reason=str(facts["reason"])).send()


def _write(sign_up_id: object, state: str) -> None:
    found = sign_up_to_tell_of(int(str(sign_up_id)), state)
    if found is not None:
        letter_about(found).send()
