"""The pages that answer in the demo alone; the assembly adds them to those of the house."""

from django.urls import URLPattern, URLResolver, path

from heitje.demo import views

demo_patterns: list[URLPattern | URLResolver] = [
    path("_bank/", views.bank, name="demo-bank"),
    path("_bank/dag/", views.pass_bank_day, name="demo-bank-day"),
]
