"""The keys that callers of the API gave their commands. Only `currency.api.idempotency` writes."""

from django.db import models


class CommandKey(models.Model):
    """A key that a command used. `digest` is the sha256 of what was asked under it.

    Always true, kept by the database: a key once. `key` is derived from caller and header.
    """

    key = models.UUIDField(primary_key=True)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
