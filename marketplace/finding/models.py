"""What a drawn map shows beneath its pins, and which shops came in by which list."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.models import Merchant
from tenants.people.models import Person


class MapShape(models.Model):
    """An area or a line of the town's own drawing, for where no tiles are set.

    `points` are [latitude, longitude] in WGS 84; of an area the last is joined to the first.
    """

    class Kind(models.TextChoices):
        """What it is; each kind has its look in `map.css`."""

        BUILT = "built", _("bebouwing")
        GREEN = "green", _("groen")
        WATER = "water", _("water")
        STREAM = "stream", _("beek")
        STREET = "street", _("straat")
        ROAD = "road", _("weg")
        RAIL = "rail", _("spoor")

    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=60, blank=True)
    points = models.JSONField()

    class Meta:
        ordering = ["id"]


class ShopList(models.Model):
    """A list of shops that somebody read in, and a second person let in together.

    Always true, kept by the database: who approves it did not read it in, and an approval has its
    maker and its moment.
    """

    key = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            CheckConstraint(
                name="shop_list_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("read_by")),
            ),
            CheckConstraint(
                name="shop_list_approval_whole",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
        ]


class ListedShop(models.Model):
    """A shop that came in by a list, and on which line it stood. A shop comes in once."""

    shop_list = models.ForeignKey(ShopList, on_delete=models.CASCADE, related_name="shops")
    merchant = models.OneToOneField(Merchant, on_delete=models.CASCADE, related_name="listed")
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["line"]
