"""Approving everybody of one moment at once, after a look at who and what.

A group is rewarded at once, for its reward is parted; everybody else after ten minutes.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from currency.queries import rules_in_force
from marketplace import queries
from marketplace.checking import queries as checking
from marketplace.checking.web.ticked import approve_ticked
from marketplace.models import SignUp, Slot
from marketplace.rules.promises import minutes_present, paid_minutes
from marketplace.services.slot_approvals import SlotApproval, approve_slot
from tenants.web.key_form import KeyForm
from tenants.web.steps import person_who_may_somewhere, step


class MinutesForm(forms.Form):
    """How long each of a group was there; without people it asks nothing."""

    def __init__(self, *args: Any, slot: Slot, people: Sequence[SignUp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = paid_minutes(slot.starts_at, slot.ends_at, slot.klus.duration_minutes)
        self.people = people
        for found in people:
            self.fields[f"minutes_{found.id}"] = forms.IntegerField(
                label=found.resident.name,
                min_value=1,
                max_value=longest,
                initial=minutes_present(found.checked_in_at, found.handed_in_at, slot.starts_at,
                                        slot.ends_at, longest),
                help_text=_("Minuten, hoogstens %(most)s.") % {"most": longest},
            )  # fmt: skip

    def minutes(self) -> dict[int, int]:
        """By sign-up."""
        return {found.id: self.cleaned_data[f"minutes_{found.id}"] for found in self.people}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, slot_id: int) -> HttpResponse:
    """Everybody of a moment whose work waits, in one go."""
    person = person_who_may_somewhere(request, "check-proof")
    slot, waiting = queries.waiting_of_slot(slot_id, person)
    if not slot.klus.is_group:
        waiting = checking.waiting_of_moment(slot, person)
    now = timezone.now()
    by_time = rules_in_force(now).rules.rewards.group_split == "by-time"
    people = waiting if slot.klus.is_group and by_time else []
    data = request.POST if request.method == "POST" else None
    form = MinutesForm(data, slot=slot, people=people)

    def run() -> HttpResponse:
        if not slot.klus.is_group:
            return approve_ticked(request, [found.id for found in waiting], person)
        done = approve_slot(slot_id=slot.id, actor=person, now=now, minutes=form.minutes())
        _say(request, done)
        return redirect("marketplace:console-proofs")

    context = {"slot": slot, "waiting": waiting, "key_form": KeyForm()}
    return step(request, "marketplace/console_approve_slot.html", run, context=context, form=form)


def _say(request: HttpRequest, done: SlotApproval) -> None:
    count = len(done.approved)
    if count:
        told = ngettext("%(count)s inwoner heeft de beloning.",
                        "%(count)s inwoners hebben de beloning.", count)  # fmt: skip
        messages.success(request, told % {"count": count})
    if done.agreed:
        names = ", ".join(found.resident.name for found in done.agreed)
        told = _("Akkoord. Nu kijkt nog iemand anders naar het werk van: %(names)s.")
        messages.success(request, told % {"names": names})
    for left, words in (
        (done.full, _("Nog niet beloond, want het saldo is vol: %(names)s.")),
        (done.limited, _("Nog niet beloond, want de grens voor vrijwilligers is bereikt: "
                         "%(names)s.")),
    ):  # fmt: skip
        if left:
            names = ", ".join(found.resident.name for found in left)
            messages.warning(request, words % {"names": names})
