"""Pages about who checks a klus and how long photos are kept."""

from django.urls import path

from marketplace.web import desk_checkers, desk_photo_term

CHECKERS = [
    path(
        "beheer/klussen/<int:klus_id>/nakijkers/", desk_checkers.edit, name="console-klus-checkers"
    ),
    path("beheer/fotos/", desk_photo_term.edit, name="console-photo-term"),
]
