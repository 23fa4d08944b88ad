"""Signing in and up by allauth: a code by mail, a name at the first visit, and a party."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import authentication_step_completed
from django import forms
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.people.models import Person
from tenants.people.services import join
from tenants.schema import PUBLIC, current_schema


class NameForm(forms.Form):
    """What the house asks of somebody who joins, besides the mail address."""

    name = forms.CharField(
        label=_("Jouw naam"),
        max_length=120,
        help_text=_("Winkels zien alleen je voornaam en één letter."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by allauth after the person was saved; the name came in with `save_user`."""


class HeitjeAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's seams: who may join where, and how a person is saved."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Residents join a tenant by themselves; the public desks have invited people only."""
        return current_schema() != PUBLIC

    def save_user(
        self, request: HttpRequest, user: Person, form: Any, commit: bool = True
    ) -> Person:
        """Save the new person together with their party."""
        user.email = form.cleaned_data["email"].strip().lower()
        user.set_unusable_password()
        return join(person=user, name=form.cleaned_data.get("name", ""))

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """People are known by mail address; there is no user name."""


def display_name(person: Person) -> str:
    """What allauth calls somebody in its mails and messages."""
    return person.first_name or person.email


@receiver(authentication_step_completed)
def know_the_address(
    sender: type[Person], user: Person, method: str, email: str = "", **facts: object
) -> None:
    """A code that came by mail proves the address, also of somebody the house added by itself.

    allauth marks the address as verified right after this, and needs its row for that; without
    one it would mail a second code.
    """
    if method == "code" and email:
        is_first = not EmailAddress.objects.filter(user=user, primary=True).exists()
        EmailAddress.objects.get_or_create(
            user=user, email=email.lower(), defaults={"primary": is_first, "verified": False}
        )
