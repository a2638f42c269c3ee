"""The bodies that meet under an agreement, and who sits in them, from when until when, for whom."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q

from twente.core.constraints import in_order, overlapping, same
from twente.core.models import Agreement, Party, User


class Body(models.Model):
    """A body that meets under an agreement; `key` names it in the rulebook, or it was added by the secretary.

    `by_members` says that its members sit there in person and nobody votes (BOK-7.3); otherwise parties sit there,
    through whoever holds their mandate (BOK-5.1). A body is ended, never deleted.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bodies")
    key = models.SlugField(max_length=40)
    name = models.CharField("naam", max_length=80)
    by_members = models.BooleanField(default=False)
    purpose = models.TextField("waarvoor", blank=True)
    article = models.CharField("artikel", max_length=10, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    ended_on = models.DateField("laatste dag", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "key"], name="body_once")]

    def __str__(self) -> str:
        return self.name


class BodyMember(models.Model):
    """Somebody sits in a body during whole days: an account, or the name of somebody without one.

    On whose behalf: the parties of `seats` (several where colleges share a member, BOK-7.3), or an `organisation`
    that is no party (UHO-P, BWT-2). `stands_in_for` is the member whom this one replaces.
    """

    class Office(models.TextChoices):
        CHAIR = "chair", "voorzitter"
        DEPUTY = "deputy", "plaatsvervangend voorzitter"
        SECRETARY = "secretary", "secretaris"
        MEMBER = "member", "lid"
        SUBSTITUTE = "substitute", "plaatsvervanger"
        GUEST = "guest", "gast"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="body_members")
    name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    organisation = models.CharField("organisatie", max_length=120, blank=True)
    office = models.CharField("functie", max_length=12, choices=Office.choices, default=Office.MEMBER)
    parties = models.ManyToManyField(Party, through="MemberSeat", related_name="+")
    stands_in_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="substitutes")
    valid_from = models.DateField("eerste dag")
    valid_until = models.DateField("laatste dag", null=True)
    form_key = models.UUIDField(unique=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            in_order("body_member_in_order"),
            models.CheckConstraint(
                name="body_member_is_somebody",
                condition=Q(user__isnull=False, name="", email="") | Q(user__isnull=True) & ~Q(name=""),
            ),
            models.CheckConstraint(
                name="body_member_substitute_of_somebody",
                condition=Q(office="substitute", stands_in_for__isnull=False)
                | ~Q(office="substitute") & Q(stands_in_for__isnull=True),
            ),
            ExclusionConstraint(
                name="one_membership_of_a_body_at_a_time",
                expressions=[same("body_id"), same("user_id"), overlapping()],
                condition=Q(user__isnull=False),
            ),
            ExclusionConstraint(
                name="one_chair_of_a_body_at_a_time",
                expressions=[same("body_id"), overlapping()],
                condition=Q(office="chair"),
            ),
        ]

    def __str__(self) -> str:
        return self.user.name if self.user else self.name


class MemberSeat(models.Model):
    """A member of a body serves this party; colleges may share one (BOK-7.3)."""

    member = models.ForeignKey(BodyMember, on_delete=models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "party"], name="member_seat_once")]

    def __str__(self) -> str:
        return f"{self.member} voor {self.party}"
