"""Planning in /api/v1/ on a tenant's host."""

from typing import Final

from django.urls import path

from marketplace.planning.api import views

SERIES: Final = "series/<int:series_id>"
PLANNING = [
    path("klus-templates", views.TemplatesView.as_view(), name="api-templates"),
    path("klus-templates/<int:template_id>", views.TemplateView.as_view(), name="api-template"),
    path("klussen/<int:klus_id>/copy", views.CopyView.as_view(), name="api-copy-klus"),
    path("series", views.AllSeriesView.as_view(), name="api-all-series"),
    path(SERIES, views.SeriesView.as_view(), name="api-series"),
    path(f"{SERIES}/occurrences", views.OccurrencesView.as_view(), name="api-occurrences"),
    path(f"{SERIES}/stop", views.StopView.as_view(), name="api-stop-series"),
    path(f"{SERIES}/leave-out", views.LeaveOutView.as_view(), name="api-leave-out"),
    path("agenda", views.AgendaView.as_view(), name="api-agenda"),
]
