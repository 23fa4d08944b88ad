"""The desk of the rules in tests: its address, and a form as a browser sends it back."""

from marketplace.web.desk_rules.form import RulesForm

RULES = "/beheer/regels/"


def as_shown(document):
    """A form as a browser sends it back."""
    form = RulesForm(document=document)
    sent = {}
    for bound in (form["note"], *(bound for _heading, rows in form.parts() for _, bound in rows)):
        widget = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]
        if "subwidgets" in widget:
            for number, one in enumerate(widget["subwidgets"]):
                sent[f"{bound.html_name}_{number}"] = (one["value"] or [""])[0]
        elif widget.get("type") == "checkbox" and "attrs" in widget and "optgroups" not in widget:
            sent |= {bound.html_name: "on"} if bound.value() else {}
        else:
            sent[bound.html_name] = bound.value() if bound.value() is not None else ""
    for norm in form.norms:
        for bound in norm:
            sent[bound.html_name] = bound.field.prepare_value(bound.value()) or ""
    return {name: _typed(form, name, value) for name, value in sent.items()}


def _typed(form, name, value):
    field = form.fields.get(name)
    return field.prepare_value(value) if field and not isinstance(value, list) else value
