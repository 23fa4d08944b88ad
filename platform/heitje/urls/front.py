"""The bare host."""

from django.urls import include, path

from heitje import views
from heitje.urls.common import common_patterns, heitje_patterns

urlpatterns = [
    path("", include(([path("", views.front, name="front"), *heitje_patterns], "heitje"))),
    *common_patterns,
]
