"""How payments end, told to whoever counts: paid, or refused with which code."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.dispatch import Signal

from tenants.errors import Refusal

PAID: Final = "paid"
payment_answered = Signal()
"""Sent with `outcome`: `PAID` or the code of the refusal. Never says who, where or how much."""

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def tells_outcome(command: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Make a command tell how it ended."""

    @wraps(command)
    def telling(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            answer = command(*args, **kwargs)
        except Refusal as refusal:
            payment_answered.send(sender=command, outcome=refusal.code)
            raise
        payment_answered.send(sender=command, outcome=PAID)
        return answer

    return telling
