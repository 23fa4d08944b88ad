"""How the municipality calls things in its own books: account numbers and cost centres."""

from django.db import models

from currency.models import Programme
from settlement.journal.chart import Position


class LedgerCode(models.Model):
    """The municipality's own number and name for a position. Without a row the usual one holds."""

    position = models.CharField(
        max_length=16, unique=True, choices=[(one.value, one.value) for one in Position]
    )
    number = models.CharField(max_length=35, unique=True)
    name = models.CharField(max_length=80)


class CostCentre(models.Model):
    """Where the costs of a programme are booked. Two programmes may share one."""

    programme = models.OneToOneField(
        Programme, on_delete=models.PROTECT, related_name="cost_centre"
    )
    code = models.CharField(max_length=35)


class Administration(models.Model):
    """Who keeps the books, as the head of an audit file says it. One row at most."""

    is_only = models.BooleanField(default=True, unique=True)
    tax_number = models.CharField(max_length=30)
