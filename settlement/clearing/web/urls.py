"""Clearing pages on a coordinator's host."""

from django.urls import path

from settlement.clearing.web import views

app_name = "clearing"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("verrekening/", views.positions, name="positions"),
    path("verrekening.csv", views.positions_csv, name="positions-csv"),
]
