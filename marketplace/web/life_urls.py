"""Pages of the life of a klus: waiting for a place, and what else becomes of it."""

from django.urls import path

from marketplace.web import (
    desk_change,
    desk_ideas,
    desk_opinions,
    desk_partly,
    desk_policy,
    desk_register,
    ideas,
    waiting,
)

RESIDENT = [
    path("klussen/vol/", waiting.full, name="klussen-full"),
    path("klussen/<int:klus_id>/wachtlijst/", waiting.join, name="wait"),
    path("mijn-klussen/wachtlijst/<int:waiting_id>/af/", waiting.leave, name="wait-leave"),
]
IDEAS = [
    path("ideeen/", ideas.ideas, name="ideas"),
    path("ideeen/nieuw/", ideas.new, name="idea-new"),
    path("ideeen/<int:idea_id>/intrekken/", ideas.withdraw, name="idea-withdraw"),
    path("beheer/ideeen/", desk_ideas.queue, name="console-ideas"),
    path("beheer/ideeen/<int:idea_id>/klus/", desk_ideas.take_up, name="console-idea-take-up"),
    path("beheer/ideeen/<int:idea_id>/nee/", desk_ideas.decline, name="console-idea-decline"),
]
CONSOLE = [
    path("beheer/klussen/<int:klus_id>/wijzig/", desk_change.change, name="console-klus-change"),
    path("beheer/klussen/<int:klus_id>/nagekeken/", desk_change.check, name="console-klus-check"),
    path("beheer/nakijken/<int:sign_up_id>/deels/", desk_partly.approve, name="console-partly"),
]
K = "beheer/klussen/<int:klus_id>/"
GUARD = [
    path(f"{K}tweede-mening/", desk_opinions.ask, name="console-opinion-ask"),
    path(
        f"{K}tweede-mening/<int:opinion_id>/intrekken/",
        desk_opinions.withdraw,
        name="console-opinion-withdraw",
    ),
    path("beheer/klusregister/", desk_register.overview, name="console-register"),
    path("beheer/klusregister.csv", desk_register.as_csv, name="console-register-csv"),
    path("beheer/klusregister/<int:opinion_id>/", desk_opinions.answer, name="console-opinion"),
    path("beheer/spelregels/", desk_policy.policy, name="console-policy"),
    path("beheer/spelregels/werk/", desk_policy.watched, name="console-watched-new"),
    path("beheer/spelregels/werk/<int:watched_id>/", desk_policy.watched, name="console-watched"),
]
LIFE = [*RESIDENT, *IDEAS, *CONSOLE, *GUARD]
