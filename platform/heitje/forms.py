"""How a form field looks: label, control, hint and error, tied together for screen readers."""

from django.forms.renderers import DjangoTemplates


class HeitjeFormRenderer(DjangoTemplates):
    """Our own field template; it looks in the house's template folders."""

    field_template_name = "forms/field.html"
