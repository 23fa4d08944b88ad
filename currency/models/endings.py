"""What everybody was told about the end of the coin itself."""

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _


class EndNotice(models.Model):
    """All were told that something of the coin ends on a day: once for each day and distance.

    `days_before` is 30 or 7, or None for the first word that it was decided.
    """

    class What(models.TextChoices):
        """What ends."""

        EARNING = "earning", _("verdienen")
        SPENDING = "spending", _("betalen")
        REDEMPTION = "redemption", _("uitbetalen")

    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    days_before = models.PositiveSmallIntegerField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="end_told_once",
                fields=["what", "on", "days_before"],
                nulls_distinct=False,
            )
        ]
