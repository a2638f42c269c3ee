"""Who can be asked to check a run."""

from datetime import date

from django.db.models import Q, QuerySet

from twente.core.models import Agreement, User
from twente.core.permissions import policy
from twente.core.selectors import in_force


def checkers(agreement: Agreement, on: date, *, but: User) -> QuerySet[User]:
    """Everybody with a role that may approve a run, except the person who asks; a deputy only while in charge."""
    kinds = [role for role, how in policy()["run_approve"].items() if how != "acting"]
    deputies = [role for role, how in policy()["run_approve"].items() if how == "acting"]
    in_charge = Q(kind__in=deputies, charges__valid_from__lte=on, charges__valid_until__gte=on)
    roles = agreement.roles.filter(in_force(on)).filter(Q(kind__in=kinds) | in_charge)
    return (
        User.objects.filter(roles__in=roles, is_active=True).exclude(pk=but.pk).distinct().order_by("name", "username")
    )
