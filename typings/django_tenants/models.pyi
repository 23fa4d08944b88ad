# What Heitje uses of django-tenants, which carries no types of its own.
from typing import Any

from django.db import models

class TenantMixin(models.Model):
    auto_drop_schema: bool
    auto_create_schema: bool
    schema_name: models.CharField[str, str]
    domain_url: str | None
    class Meta:
        abstract: bool
    def save(self, verbosity: int = 1, *args: Any, **kwargs: Any) -> None: ...

class DomainMixin(models.Model):
    domain: models.CharField[str, str]
    tenant: models.ForeignKey[Any, Any]
    is_primary: models.BooleanField[bool, bool]
    class Meta:
        abstract: bool
