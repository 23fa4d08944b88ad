"""The form that is the same sent twice as sent once."""

from typing import Any
from uuid import UUID, uuid4

from django import forms


class KeyForm(forms.Form):
    """Carries the key that makes sending the form twice the same as sending it once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def used_key(self) -> UUID:
        """The key of a valid form."""
        found: UUID = self.cleaned_data["key"]
        return found
