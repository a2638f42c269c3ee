"""What every room stands on: agreements, parties, people with dated roles and mandates, figures, the audit trail."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from twente.core.constraints import in_order, overlapping, same
from twente.core.users import User as User


class Agreement(models.Model):
    """A cooperation with its own page address; everything else hangs under one. Its text is data: AgreementVersion."""

    slug = models.SlugField(unique=True)
    rulebook = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.short_name


class AgreementVersion(models.Model):
    """One text of an agreement as a rulebook, in force from a day (BOK-2.2, 16.3; UHO-12). Never edited."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
            in_order("agreement_version_in_order"),
            ExclusionConstraint(name="one_version_at_a_time", expressions=[same("agreement_id"), overlapping()]),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} versie {self.number}"


class Party(models.Model):
    """A college or other body that can be party to an agreement; `position` is the fixed order on screen."""

    code = models.CharField("CBS-code", max_length=12, unique=True)
    kind = models.CharField(max_length=20)
    short_name = models.CharField(max_length=60, unique=True)
    official_name = models.CharField(max_length=120)
    contract_party = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.short_name


class Membership(models.Model):
    """A party takes part in an agreement from one day until another (BOK-P, 14, 15)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            in_order("membership_in_order"),
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[same("agreement_id"), same("party_id"), overlapping()],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} in {self.agreement}"


class Role(models.Model):
    """What a person is within one agreement, from a day until another. Representatives have a Mandate instead."""

    class Kind(models.TextChoices):
        CHAIR = "chair", "voorzitter"
        DEPUTY_CHAIR = "deputy_chair", "plaatsvervangend voorzitter"
        SECRETARY = "secretary", "coördinerend secretaris"
        DEPUTY_SECRETARY = "deputy_secretary", "plaatsvervangend secretaris"
        SUBSTITUTE = "substitute", "plaatsvervanger"
        OFFICER = "officer", "ambtenaar"
        CLERK = "clerk", "griffier"
        TREASURER = "treasurer", "financiën"
        ADMINISTRATOR = "administrator", "beheerder"
        MEDIATOR = "mediator", "mediator"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="roles")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            in_order("role_in_order"),
            models.CheckConstraint(
                name="role_party_when_of_a_party",
                condition=Q(kind__in=("substitute", "officer", "clerk"), party__isnull=False)
                | (~Q(kind__in=("substitute", "officer", "clerk")) & Q(party__isnull=True)),
            ),
            ExclusionConstraint(
                name="one_chair_at_a_time",
                expressions=[same("agreement_id"), overlapping()],
                condition=Q(kind="chair"),
            ),
            ExclusionConstraint(
                name="one_secretary_at_a_time",
                expressions=[same("agreement_id"), overlapping()],
                condition=Q(kind="secretary"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Charge(models.Model):
    """A deputy is in charge for a while: only then the deputy signs, presides or enters votes (BOK-5.4, 7.1)."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="charges")
    valid_from = models.DateField()
    valid_until = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [in_order("charge_in_order")]

    def __str__(self) -> str:
        return f"{self.role} neemt waar"


class Mandate(models.Model):
    """Who may speak and vote for a party, from when until when, on which document (BOK-1f). Overlap is refused."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="mandates")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    document = models.CharField("mandaatbesluit", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            in_order("mandate_in_order"),
            ExclusionConstraint(
                name="one_mandate_at_a_time",
                expressions=[same("agreement_id"), same("party_id"), overlapping()],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} voor {self.party}"


class PopulationSet(models.Model):
    """Inhabitants per 1 January from one source; a revision is a newer set. A second person confirms it."""

    class Status(models.TextChoices):
        PROVISIONAL = "provisional", "voorlopig"
        FINAL = "final", "definitief"
        UNKNOWN = "unknown", "status onbekend"

    reference_date = models.DateField("peildatum")
    status = models.CharField(max_length=12, choices=Status.choices)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="population_two_persons",
                condition=Q(confirmed_by__isnull=True)
                | Q(recorded_by__isnull=True)
                | ~Q(confirmed_by=F("recorded_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"inwoners per {self.reference_date} ({self.get_status_display()})"


class PopulationFigure(models.Model):
    """Inhabitants of one party in one set. Append-only."""

    set = models.ForeignKey(PopulationSet, on_delete=models.PROTECT, related_name="figures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="figures")
    inhabitants = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "party"], name="population_figure_once"),
            models.CheckConstraint(name="population_sane", condition=Q(inhabitants__gt=0, inhabitants__lt=20_000_000)),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.inhabitants}"


class ReadingAdoption(models.Model):
    """The overleg decided how an open point is read, from a day (BOK-18). Append-only; asked and confirmed by two."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reading_adoptions")
    reading = models.CharField(max_length=4)
    value = models.CharField(max_length=40)
    adopted_on = models.DateField()
    decision = models.CharField("besluit", max_length=200)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="reading_two_persons", condition=~Q(asked_by=F("confirmed_by")))]

    def __str__(self) -> str:
        return f"{self.reading}: {self.value}"


class Contact(models.Model):
    """Where a party is reached for one purpose, such as its council's clerk (BOK-8h, 12.5). Append-only.

    The newest row of a party and a role counts; the earlier ones are its history.
    """

    class Purpose(models.TextChoices):
        COUNCIL_CLERK = "griffie", "griffie"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts")
    role = models.CharField(max_length=20, choices=Purpose.choices)
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres")
    phone = models.CharField("telefoon", max_length=40, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()} {self.party})"


class AuditEntry(models.Model):
    """One act: who did what to which record, when. Append-only; never holds the content of a secret ballot."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"
