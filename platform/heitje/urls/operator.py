"""The operator's host."""

from django.urls import include, path

from heitje.pages.operator import operator
from heitje.urls.common import common_patterns, heitje_patterns

urlpatterns = [
    path("", include(([path("", operator, name="operator"), *heitje_patterns], "heitje"))),
    *common_patterns,
]
