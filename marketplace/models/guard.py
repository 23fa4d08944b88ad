"""The guard against klussen that take somebody's paid work: what is watched, and who judged it.

Only `marketplace.services` writes here. The house rules with numbers stand in `KlusPolicy`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from marketplace.models.work import Klus
from tenants.people.models import Person


class WatchedWork(models.Model):
    """A kind of work that looks like paid work, as the municipality says.

    A klus is of this kind when it is of the category, where one is named, and one of the words
    stands in its title or text, where there are any. Always true, kept by the database: it names
    a category or words; a name is there once.
    """

    name = models.CharField(max_length=80, unique=True)
    why = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=10, choices=Klus.Category, blank=True)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_watched = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                name="watched_names_something", condition=~Q(category="") | ~Q(words=[])
            )
        ]


class SecondOpinion(models.Model):
    """Somebody by name says whether a klus that looks like paid work may be published.

    `signals` is what was seen, as the rules say it; `judged` is the digest of the klus as it was:
    a klus that is changed afterwards is judged anew. Always true, kept by the database: nobody
    judges what they ask; of one klus one question is open; an answer says why, and when.
    """

    class State(models.TextChoices):
        """What was said; the steps stand in `rules.transitions`."""

        ASKED = "asked", _("gevraagd")
        AGREED = "agreed", _("akkoord")
        AGAINST = "against", _("niet akkoord")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    klus = models.ForeignKey(Klus, on_delete=models.PROTECT, related_name="opinions")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    signals = models.JSONField()
    judged = models.CharField(max_length=64)
    question = models.CharField(max_length=500)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opinions_asked")
    asked_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opinions")
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["asked_of", "state"], name="opinion_by_reader")]
        constraints = [
            CheckConstraint(name="opinion_of_another", condition=~Q(asked_of=F("asked_by"))),
            UniqueConstraint(name="opinion_open_once", fields=["klus"], condition=Q(state="asked")),
            CheckConstraint(
                name="opinion_answer_says_why",
                condition=~Q(state__in=["agreed", "against"])
                | (~Q(reason="") & Q(answered_at__isnull=False)),
            ),
        ]
