"""The audit trail: every service ends with one entry."""

from datetime import datetime
from typing import Any

from django.db import models

from twente.core.models import Agreement, AuditEntry, User


def record(
    *,
    agreement: Agreement | None,
    by: User | None,
    at: datetime,
    action: str,
    target: models.Model,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Keep who did what to which record; `by=None` is the system itself. Never put a secret choice in `detail`."""
    return AuditEntry.objects.create(
        agreement=agreement,
        by=by,
        at=at,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        detail=detail or {},
    )
