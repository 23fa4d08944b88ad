"""How long photos of work are kept: until some time after the decision, then they are gone."""

from datetime import datetime
from typing import Final

from marketplace.models import Proof, SignUp

AT_ONCE: Final = 500
# Nobody decides about these any more.
OVER: Final = (
    SignUp.State.APPROVED, SignUp.State.REJECTED, SignUp.State.CANCELLED, SignUp.State.NO_SHOW,
)  # fmt: skip


def forget_photos(*, before: datetime) -> int:
    """Wipe photos and notes of work that was over before then; returns how many.

    The file goes first: when the row is still there, the next night finds it and goes on.
    """
    forgotten = 0
    while proofs := _old(before):
        for proof in proofs:
            proof.photo.storage.delete(proof.photo.name)
            proof.delete()
        forgotten += len(proofs)
    return forgotten


def _old(before: datetime) -> list[Proof]:
    decided = Proof.objects.filter(sign_up__state__in=OVER)
    return [
        *decided.filter(sign_up__decided_at__lt=before)[:AT_ONCE],
        *decided.filter(sign_up__decided_at=None, sign_up__slot__ends_at__lt=before)[:AT_ONCE],
    ]
