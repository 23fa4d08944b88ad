"""The town's own house rules for klussen."""

from marketplace.models import KlusPolicy


def klus_policy() -> KlusPolicy:
    """The row, or the usual rules where the town has decided nothing."""
    return KlusPolicy.objects.first() or KlusPolicy()
