"""The kinds of message buurtdeals send, with an example of each."""

from datetime import date
from types import SimpleNamespace
from typing import Final

from django.utils.translation import gettext_lazy as _

from marketplace.letter_kinds import template_of
from tenants.messages.kinds import Kind
from tenants.messages.models import Sort

DEAL: Final = SimpleNamespace(title="Groene Akerstraat", review_on=date(2027, 9, 3))


def kinds() -> list[Kind]:
    """All of them."""
    return [
        Kind(
            name="deal-review", sort=Sort.DESK, template=template_of("deal-review"),
            when=_("Het is bijna tijd om terug te kijken op een buurtdeal"),
            example=lambda: {"deal": DEAL},
        )
    ]  # fmt: skip
