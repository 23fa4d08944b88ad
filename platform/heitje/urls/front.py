"""The bare host."""

from django.urls import include, path

from heitje.pages.front import front
from heitje.urls.common import common_patterns, heitje_patterns

urlpatterns = [
    path("", include(([path("", front, name="front"), *heitje_patterns], "heitje"))),
    *common_patterns,
]
