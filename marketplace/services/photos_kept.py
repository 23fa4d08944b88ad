"""How long photos of work are kept: until some time after the decision, then they are gone."""

from datetime import datetime
from typing import Final

from marketplace.queries.checkers import photos_over

AT_ONCE: Final = 500


def forget_photos(*, before: datetime) -> int:
    """Wipe photos and notes of work that was over before then; returns how many.

    The file goes first: when the row is still there, the next night finds it and goes on.
    """
    forgotten = 0
    while proofs := list(photos_over(before=before)[:AT_ONCE]):
        for proof in proofs:
            proof.photo.storage.delete(proof.photo.name)
            proof.delete()
        forgotten += len(proofs)
    return forgotten
