"""Clearing pages on a coordinator's host."""

from django.urls import path

from settlement.clearing.web import runs, views

app_name = "clearing"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("verrekening/", views.positions, name="positions"),
    path("verrekening.csv", views.positions_csv, name="positions-csv"),
    path("verrekening/rondes/", runs.runs, name="runs"),
    path("verrekening/rondes/nieuw/", runs.new, name="run-new"),
    path("verrekening/rondes/<int:run_id>/", runs.run, name="run"),
    path("verrekening/rondes/<int:run_id>/voorleggen/", runs.propose, name="run-propose"),
    path("verrekening/rondes/<int:run_id>/intrekken/", runs.cancel, name="run-cancel"),
]
