"""Urls every face has: the theme, signing in, and in the demo the post and the cast."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from heitje.api.unknown import UnknownView
from heitje.demo.urls import demo_patterns
from heitje.pages import app, demo, front
from heitje.pages.style import style

heitje_patterns: list[URLPattern | URLResolver] = [
    path("theme-<str:digest>.css", front.theme, name="theme"),
    path("app.webmanifest", app.manifest, name="manifest"),
    path("icoon-<int:size>-<str:digest>.png", app.icon, name="app-icon"),
    path("werker.js", app.worker, name="worker"),
    path("geen-internet/", app.offline, name="offline"),
    path("_post/", demo.post, name="post"),
    path("_rollen/", demo.roles, name="roles"),
    path("_rollen/als/", demo.sign_in_as, name="sign-in-as"),
    path("_stijl/", style, name="style"),
    path("taal/", set_language, name="set-language"),
    *demo_patterns,
]

common_patterns: list[URLPattern | URLResolver] = [
    path("inloggen/", include("allauth.account.urls")),
    re_path("^api/", UnknownView.as_view(), name="api-unknown"),
]
