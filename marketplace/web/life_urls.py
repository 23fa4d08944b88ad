"""Pages of the life of a klus: waiting for a place, and what else becomes of it."""

from django.urls import path

from marketplace.web import desk_partly, waiting

RESIDENT = [
    path("klussen/vol/", waiting.full, name="klussen-full"),
    path("klussen/<int:klus_id>/wachtlijst/", waiting.join, name="wait"),
    path("mijn-klussen/wachtlijst/<int:waiting_id>/af/", waiting.leave, name="wait-leave"),
]
CONSOLE = [
    path("beheer/nakijken/<int:sign_up_id>/deels/", desk_partly.approve, name="console-partly"),
]
LIFE = [*RESIDENT, *CONSOLE]
