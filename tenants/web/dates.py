"""The field of a day."""

from django import forms


class DateField(forms.DateField):
    """A day, picked from the browser's own calendar."""

    # The one form that a browser's date field reads, whatever the reader's language.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
