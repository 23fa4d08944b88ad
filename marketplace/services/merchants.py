"""Commands about shops: apply, approve by a second person, stop; and what numbers look like."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from currency.errors import KeyReused
from currency.models import Pot
from currency.services.accounts import account_of
from currency.services.contributions import end_contributions_to
from marketplace.errors import IbanInvalid, KvkInvalid, MerchantNotOpen
from marketplace.models import Merchant, Till
from marketplace.partner_errors import TermsNotAccepted, VatInvalid
from marketplace.queries.partners import accepted_terms, current_terms
from marketplace.services.shop_terms import keep_acceptance, refuse_unless_current
from tenants.errors import NeedsSecondPerson, NotFound
from tenants.people.models import Neighbourhood, Party, Person, Seat
from tenants.people.queries import owns
from tenants.people.services import add_party, categorise_party, give_seat, refuse_unless_may
from tenants.trail.services import audit, tell


@dataclass(frozen=True)
class ShopDetails:
    """What a shop tells of itself."""

    name: str
    category: str = Merchant.Category.OTHER
    kvk_number: str = ""
    vat_number: str = ""
    iban: str = ""
    account_name: str = ""
    address: str = ""
    neighbourhood: Neighbourhood | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    hours: dict[str, list[list[str]]] = field(default_factory=dict)
    about: str = ""


@transaction.atomic
def apply_merchant(
    *, key: UUID, details: ShopDetails, owner: Person, now: datetime,
    terms_version: int | None = None,
) -> Merchant:  # fmt: skip
    """Somebody asks to take part with a shop and becomes its owner, with a first till.

    Where the municipality has terms for shops, the owner agrees to the version that holds. The same
    key answers the same shop. Raises IbanInvalid, KvkInvalid, VatInvalid, KeyReused,
    TermsNotAccepted, TermsOutdated.
    """
    values = vars(details) | {
        "name": details.name.strip(),
        "iban": valid_iban(details.iban),
        "kvk_number": valid_kvk(details.kvk_number),
        "vat_number": valid_vat(details.vat_number),
    }
    # One application of a person at a time: a form sent twice at once finds the first one's shop.
    Person.objects.select_for_update(no_key=True).get(id=owner.id)
    earlier = Merchant.objects.filter(key=key).first()
    if earlier is not None:
        if earlier.applied_by_id != owner.id:
            raise KeyReused
        return earlier
    refuse_unless_current(terms_version)
    party = add_party(kind=Party.Kind.MERCHANT, name=details.name.strip())
    merchant = Merchant.objects.create(
        key=key, party=party, applied_by=owner, applied_at=now, **values
    )
    give_seat(person=owner, party=party, duty=Seat.Duty.OWNER, actor=owner.party_id)
    Till.objects.create(merchant=merchant, name="Kassa 1")
    if terms_version is not None and current_terms() is not None:
        keep_acceptance(merchant=merchant, person=owner, now=now)
    audit(verb="apply-merchant", thing="merchant", thing_id=merchant.id, actor=owner.party_id)
    tell("merchant.applied", merchant=merchant.id)
    return merchant


@transaction.atomic
def approve_merchant(*, merchant_id: int, actor: Person, now: datetime) -> Merchant:
    """A second person lets the shop in; its account is opened. Approving twice is once.

    Raises NotAllowed, NotFound, NeedsSecondPerson, MerchantNotOpen (it has stopped),
    TermsNotAccepted (there are terms, and the shop agreed to none of them).
    """
    refuse_unless_may(actor, "approve-merchant")
    merchant = locked_merchant(merchant_id)
    if merchant.state == Merchant.State.APPROVED:
        return merchant
    if merchant.state != Merchant.State.APPLIED:
        raise MerchantNotOpen(state=merchant.state)
    if merchant.applied_by_id == actor.id or owns(
        person_party=actor.party_id, party=merchant.party_id
    ):
        raise NeedsSecondPerson
    terms = current_terms()
    if terms is not None and accepted_terms(merchant) is None:
        raise TermsNotAccepted(version=terms.version)
    merchant.state = Merchant.State.APPROVED
    merchant.approved_by, merchant.approved_at = actor, now
    merchant.save()
    account_of(merchant.party, Pot.MERCHANT)
    categorise_party(party=merchant.party, category=merchant.category)
    audit(verb="approve-merchant", thing="merchant", thing_id=merchant.id, actor=actor.party_id)
    tell("merchant.approved", merchant=merchant.id)
    return merchant


@transaction.atomic
def stop_merchant(*, merchant_id: int, actor: Person, now: datetime) -> Merchant:
    """The shop asks no more payments; what it has stays its own. Twice is once.

    Nobody's fixed contribution goes on to it.

    Raises NotAllowed, NotFound.
    """
    refuse_unless_may(actor, "approve-merchant")
    merchant = locked_merchant(merchant_id)
    if merchant.state != Merchant.State.STOPPED:
        merchant.state = Merchant.State.STOPPED
        merchant.save(update_fields=["state"])
        end_contributions_to(payee=merchant.party, at=now)
        audit(verb="stop-merchant", thing="merchant", thing_id=merchant.id, actor=actor.party_id)
    return merchant


@transaction.atomic
def categorise_merchant(*, merchant_id: int, category: str, actor: Person) -> Merchant:
    """Staff says what kind of shop it is: what coins for some kinds of shop alone are good at.

    Raises NotAllowed, NotFound.
    """
    refuse_unless_may(actor, "approve-merchant")
    merchant = locked_merchant(merchant_id)
    if merchant.category != category:
        merchant.category = category
        merchant.save(update_fields=["category"])
        audit(verb="categorise-merchant", thing="merchant", thing_id=merchant.id,
              actor=actor.party_id, category=category)  # fmt: skip
    if merchant.state != Merchant.State.APPLIED:
        categorise_party(party=merchant.party, category=category)
    return merchant


def valid_iban(text: str) -> str:
    """The account number without spaces, checked (ISO 13616); "" stays "".

    One outside the SEPA area is refused: nothing could be paid there. Raises IbanInvalid.
    """
    plain = "".join(text.split()).upper()
    if not plain:
        return ""
    try:
        iban = IBAN(plain)
    except SchwiftyException as error:
        raise IbanInvalid from error
    if not iban.in_sepa_zone:
        raise IbanInvalid
    return str(iban)


def valid_kvk(text: str) -> str:
    """Eight digits, or "" where it was left open. Raises KvkInvalid."""
    plain = "".join(text.split())
    if plain and not (len(plain) == 8 and plain.isascii() and plain.isdigit()):
        raise KvkInvalid
    return plain


def valid_vat(text: str) -> str:
    """A VAT number of a European country with its country first, or "". Raises VatInvalid.

    A Dutch one may be typed without NL. The number says what it is by its check digits; whether
    the tax office gave it out is for the municipality to look up.
    """
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    if not plain:
        return ""
    if plain[0].isdigit():
        plain = f"NL{plain}"
    try:
        return str(vat.validate(plain))
    except ValidationError as error:
        raise VatInvalid from error


def locked_merchant(merchant_id: int) -> Merchant:
    """A shop, locked until commit. Raises NotFound."""
    merchant = (
        Merchant.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(id=merchant_id)
        .first()
    )
    if merchant is None:
        raise NotFound
    return merchant
