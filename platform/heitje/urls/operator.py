"""The operator's host."""

from django.urls import include, path

from heitje import views
from heitje.urls.common import common_patterns, heitje_patterns

urlpatterns = [
    path("", include(([path("", views.operator, name="operator"), *heitje_patterns], "heitje"))),
    *common_patterns,
]
