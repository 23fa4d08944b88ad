"""Pages of planning; they stand with those of the marketplace."""

from django.urls import path

from marketplace.planning.web import agenda, desk_series, desk_templates

KLUS = "beheer/klussen/<int:klus_id>"
SERIES = "beheer/reeksen/<int:series_id>"
PLANNING = [
    path("mijn-klussen/agenda/", agenda.mine, name="agenda"),
    path("mijn-klussen/agenda/nieuw/", agenda.renew, name="agenda-renew"),
    path("mijn-klussen/agenda/stop/", agenda.stop, name="agenda-stop"),
    path("agenda/<str:secret>.ics", agenda.file, name="agenda-file"),
    path(f"{KLUS}/kopie/", desk_templates.copy, name="console-klus-copy"),
    path(f"{KLUS}/voorbeeld/", desk_templates.keep, name="console-klus-keep"),
    path(f"{KLUS}/herhaal/", desk_series.repeat, name="console-klus-repeat"),
    path("beheer/voorbeelden/", desk_templates.templates, name="console-templates"),
    path(
        "beheer/voorbeelden/<int:template_id>/weg/",
        desk_templates.put_away,
        name="console-template-away",
    ),
    path("beheer/reeksen/", desk_series.all_series, name="console-all-series"),
    path(f"{SERIES}/", desk_series.series, name="console-series"),
    path(f"{SERIES}/stop/", desk_series.stop, name="console-series-stop"),
    path(f"{SERIES}/doe/", desk_series.act, name="console-series-act"),
]
