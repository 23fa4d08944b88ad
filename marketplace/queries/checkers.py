"""Who may check which work and see its photos, and how long those are kept."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from marketplace.models import Klus, KlusChecker, PhotoTerm, Proof, SignUp
from marketplace.queries.reach import CHECK
from marketplace.rules.transitions import REWARDED
from tenants.errors import NotFound
from tenants.households.queries import lived_together
from tenants.people.models import Person
from tenants.people.queries import people_who_may

# Nobody decides about these any more.
OVER = (
    *REWARDED, SignUp.State.REJECTED, SignUp.State.CANCELLED, SignUp.State.NO_SHOW,
)  # fmt: skip


def checked_by(person: Person, klus: str = "slot__klus") -> Q:
    """Whose klus names no checkers, or this person among them; `klus` is the way there."""
    named = KlusChecker.objects.filter(klus=OuterRef(klus))
    return Q(~Exists(named)) | Q(Exists(named.filter(person=person)))


def checks(person: Person, klus_id: int) -> bool:
    """Whether somebody who may check work is a checker of this klus."""
    names = set(KlusChecker.objects.filter(klus_id=klus_id).values_list("person_id", flat=True))
    return not names or person.id in names


def proof_seen_by(person: Person, proof_id: int) -> Proof:
    """A photo, for its maker and for the checkers of that klus; others are told it is not there.

    A checker, who is nobody of the maker's own home, sees it while there is something to decide;
    afterwards whoever decided it does. Raises NotFound.
    """
    proofs = Proof.objects.filter(id=proof_id).select_related(
        "sign_up__slot__klus", "sign_up__resident"
    )
    proof = proofs.first()
    if proof is None or not (proof.sign_up.resident_id == person.id or _judges(person, proof)):
        raise NotFound
    return proof


def checkers_of(klus: Klus) -> QuerySet[Person]:
    """Who is named to check this klus, by name; nobody: everybody who may check does."""
    return Person.objects.filter(klussen_to_check__klus=klus).order_by("name", "id")


def possible_checkers() -> QuerySet[Person]:
    """Everybody who may check work, by name."""
    return people_who_may("check-proof").order_by("name", "id")


def photo_days() -> int:
    """How many days after the decision photos are kept: as set here, else as the house does."""
    days = PhotoTerm.objects.values_list("days", flat=True).first()
    return settings.PHOTO_DAYS if days is None else days


def photo_terms() -> QuerySet[PhotoTerm]:
    """The terms that were set, newest first, with who set them."""
    return PhotoTerm.objects.select_related("set_by")


def photos_over(*, before: datetime) -> QuerySet[Proof]:
    """Photos of work that was over before then."""
    over = Proof.objects.filter(sign_up__state__in=OVER)
    return over.filter(
        Q(sign_up__decided_at__lt=before)
        | Q(sign_up__decided_at=None, sign_up__slot__ends_at__lt=before)
    )


def _judges(person: Person, proof: Proof) -> bool:
    sign_up = proof.sign_up
    if not person.may(CHECK, within=sign_up.slot.klus.organiser_id):
        return False
    if sign_up.state in OVER:
        return sign_up.decided_by_id == person.id
    since = sign_up.signed_up_at
    is_apart = not lived_together(person, sign_up.resident, since=since)
    if sign_up.state == SignUp.State.LOOK_AGAIN:
        # The resident asked that somebody else looks: any checker but who rejected it.
        return is_apart and sign_up.decided_by_id != person.id
    return is_apart and checks(person, sign_up.slot.klus_id)
