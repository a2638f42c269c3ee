"""Rates, budgets, what councils promised, billing data, invoice runs, invoices, claims and credit requests."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of finance; what guards them follows in the next migration."""

    initial = True

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("documents", "0005_people_sign_elsewhere"),
        ("meetings", "0024_nothing_confidential_leaves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(choices=[("invoice", "factuur"), ("credit", "creditnota")], max_length=8)),
                ("year", models.PositiveSmallIntegerField()),
                ("charge", models.CharField(blank=True, max_length=60)),
                ("subject", models.CharField(max_length=200)),
                ("supplier", models.JSONField()),
                ("buyer", models.JSONField()),
                ("grounds", models.JSONField(default=list)),
                ("vat", models.CharField(max_length=1)),
                ("vat_reason", models.CharField(blank=True, max_length=200)),
                ("net_cents", models.BigIntegerField()),
                ("vat_cents", models.BigIntegerField(default=0)),
                ("total_cents", models.BigIntegerField()),
                ("payment_reference", models.CharField(max_length=25)),
                ("channel", models.CharField(max_length=8)),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="core.agreement"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="core.party"
                    ),
                ),
                (
                    "refers_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="finance.invoice",
                    ),
                ),
            ],
            options={
                "ordering": ["series_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "invoice"), ("refers_to__isnull", True), models.Q(("charge", ""), _negated=True)
                        ),
                        fields=("agreement", "charge", "year", "party"),
                        name="invoice_charge_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("net_cents__gt", 0), ("vat_cents__gte", 0)), name="invoice_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total_cents",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("net_cents"), "+", models.F("vat_cents")
                                ),
                            )
                        ),
                        name="invoice_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))), name="invoice_due_after_issue"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "credit"), _negated=True), ("refers_to__isnull", False), _connector="OR"
                        ),
                        name="invoice_credit_refers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ubl", models.BinaryField()),
                ("ubl_sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file", to="finance.invoice"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvoiceMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent", "verzonden"),
                            ("received", "ontvangen"),
                            ("disputed", "betwist"),
                            ("undisputed", "niet meer betwist"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("detail", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("recorded_at", models.DateTimeField()),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="finance.invoice"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="InvoiceRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contribution", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("regular", "jaarronde"), ("later", "latere partijen"), ("revision", "herziening")],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "concept"),
                            ("checking", "controle"),
                            ("approved", "akkoord"),
                            ("final", "definitief"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "difference_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reden van het verschil"),
                ),
                ("inputs", models.JSONField(null=True)),
                ("inputs_sha256", models.CharField(blank=True, max_length=64)),
                ("started_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("finalised_at", models.DateTimeField(null=True)),
                ("issued_on", models.DateField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoice_runs", to="core.agreement"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finalised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "population",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.populationset",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2021), ("year__lte", 2099)), name="run_year"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "regular"), models.Q(("state", "withdrawn"), _negated=True)),
                        fields=("agreement", "contribution", "year"),
                        name="one_regular_run_a_year",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "checking", "approved"))),
                        fields=("agreement", "contribution", "year"),
                        name="one_open_run_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="run_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "withdrawn")),
                            models.Q(
                                ("inputs__isnull", False),
                                ("inputs_sha256__regex", "^[0-9a-f]{64}$"),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="run_submitted_with_inputs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("approved", "final")), _negated=True),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="run_approved_before_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "final"), _negated=True),
                            models.Q(
                                ("finalised_at__isnull", False),
                                ("finalised_by__isnull", False),
                                ("issued_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="run_final_complete",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="invoice",
            name="run",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="finance.invoicerun"
            ),
        ),
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(max_length=80, verbose_name="soort kosten")),
                ("description", models.CharField(max_length=200, verbose_name="omschrijving")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                ("incurred_on", models.DateField(verbose_name="gemaakt op")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="finance.invoicerun"
                    ),
                ),
            ],
            options={
                "ordering": ["category", "incurred_on", "id"],
                "constraints": [models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="cost_positive")],
            },
        ),
        migrations.CreateModel(
            name="Issuer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="geldt vanaf")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("street", models.CharField(max_length=120, verbose_name="straat en huisnummer")),
                ("postcode", models.CharField(max_length=10, verbose_name="postcode")),
                ("city", models.CharField(max_length=60, verbose_name="plaats")),
                ("kvk", models.CharField(blank=True, max_length=8, verbose_name="KvK-nummer")),
                ("oin", models.CharField(blank=True, max_length=20, verbose_name="OIN")),
                ("vat_id", models.CharField(blank=True, max_length=20, verbose_name="btw-nummer")),
                ("iban", models.CharField(max_length=34, verbose_name="IBAN")),
                ("bic", models.CharField(blank=True, max_length=11, verbose_name="BIC")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                ("contact", models.CharField(max_length=120, verbose_name="contactpersoon of afdeling")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issuers", to="core.agreement"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "id"],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=8)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="number_series", to="core.agreement"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("prefix", "year"), name="number_series_once")]},
        ),
        migrations.AddField(
            model_name="invoice",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="finance.numberseries"
            ),
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contribution", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField(verbose_name="bijdragejaar")),
                ("cents", models.BigIntegerField(verbose_name="tarief")),
                ("components", models.JSONField(default=list, verbose_name="onderdelen")),
                ("article", models.CharField(max_length=8, verbose_name="grondslag")),
                ("decided", models.CharField(max_length=200, verbose_name="besluit")),
                ("decided_on", models.DateField(verbose_name="besloten op")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="core.agreement"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="meetings.decision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["year", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0), ("cents__lte", 100000000)), name="rate_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided", ""), _negated=True), models.Q(("article", ""), _negated=True)
                        ),
                        name="rate_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2021), ("year__lte", 2099)), name="rate_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("left_out", models.CharField(blank=True, max_length=200, verbose_name="reden")),
                ("figure_seen", models.PositiveIntegerField(null=True)),
                ("choice", models.CharField(blank=True, max_length=12)),
                (
                    "party",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chosen", to="finance.invoicerun"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("run", "party"), name="run_party_once")]},
        ),
        migrations.CreateModel(
            name="BillingProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="geldt vanaf")),
                ("name", models.CharField(max_length=120, verbose_name="naam op de factuur")),
                ("attention", models.CharField(blank=True, max_length=120, verbose_name="ter attentie van")),
                ("street", models.CharField(max_length=120, verbose_name="straat en huisnummer of postbus")),
                ("postcode", models.CharField(max_length=10, verbose_name="postcode")),
                ("city", models.CharField(max_length=60, verbose_name="plaats")),
                ("kvk", models.CharField(blank=True, max_length=8, verbose_name="KvK-nummer")),
                ("oin", models.CharField(blank=True, max_length=20, verbose_name="OIN")),
                (
                    "channel",
                    models.CharField(
                        choices=[("peppol", "Peppol"), ("mail", "pdf per mail"), ("post", "post")],
                        max_length=8,
                        verbose_name="verzending",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("reference_name", models.CharField(blank=True, max_length=60, verbose_name="gevraagd kenmerk")),
                ("order_reference", models.CharField(blank=True, max_length=60, verbose_name="ordernummer")),
                (
                    "buyer_reference",
                    models.CharField(blank=True, max_length=60, verbose_name="kenmerk van de ontvanger"),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="bijzonderheid")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="billing_profiles",
                        to="core.agreement",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="billing_profiles", to="core.party"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "mail"), _negated=True),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="billing_mail_has_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BillingTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="geldt vanaf")),
                ("series", models.CharField(max_length=8, verbose_name="reeks")),
                ("payment_days", models.PositiveSmallIntegerField(verbose_name="betaaltermijn in dagen")),
                (
                    "vat",
                    models.CharField(
                        choices=[("O", "buiten de heffing"), ("E", "vrijgesteld"), ("S", "21 procent")],
                        max_length=1,
                        verbose_name="btw",
                    ),
                ),
                ("vat_reason", models.CharField(blank=True, max_length=200, verbose_name="reden bij de btw")),
                (
                    "interest",
                    models.CharField(
                        choices=[
                            ("geen", "geen rente"),
                            ("6:119", "wettelijke rente (BW 6:119)"),
                            ("6:119b", "wettelijke handelsrente (BW 6:119b)"),
                            ("awb", "Algemene wet bestuursrecht (4:98)"),
                        ],
                        default="geen",
                        max_length=8,
                        verbose_name="rente",
                    ),
                ),
                (
                    "part_year",
                    models.CharField(
                        choices=[("heel_jaar", "het hele jaar"), ("maanden", "per maand"), ("dagen", "per dag")],
                        max_length=10,
                        verbose_name="deel van een jaar",
                    ),
                ),
                ("tolerance", models.PositiveSmallIntegerField(verbose_name="marge")),
                ("reminder_days", models.JSONField(default=list, verbose_name="dagen na de vervaldatum")),
                ("decision", models.CharField(max_length=200, verbose_name="besluit")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="billing_terms", to="core.agreement"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("series__regex", "^[A-Z][A-Z0-9]{0,7}$")), name="billing_terms_series"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payment_days__gte", 1), ("payment_days__lte", 120)),
                        name="billing_terms_payment_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vat", "S"), models.Q(("vat_reason", ""), _negated=True), _connector="OR"),
                        name="billing_terms_vat_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision", ""), _negated=True), name="billing_terms_decided"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contribution", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                ("decided", models.CharField(max_length=200, verbose_name="besluit")),
                ("decided_on", models.DateField(verbose_name="vastgesteld op")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="budgets", to="core.agreement"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["year", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0), ("cents__lte", 100000000000)), name="budget_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2021), ("year__lte", 2099)), name="budget_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contribution", models.CharField(max_length=40)),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="eerste jaar")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="laatste jaar")),
                ("stands", models.BooleanField(default=True, verbose_name="toegezegd")),
                ("cents", models.BigIntegerField(null=True, verbose_name="bedrag per jaar")),
                ("document", models.CharField(max_length=200, verbose_name="raadsbesluit")),
                ("decided_on", models.DateField(verbose_name="besloten op")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="core.agreement"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="core.party"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["decided_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_year__gte", models.F("first_year"))), name="commitment_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="commitment_documented"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cents__isnull", True), ("cents__gt", 0), _connector="OR"),
                        name="commitment_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_year__gte", 2021), ("first_year__lte", 2099)),
                        name="commitment_first_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_year__gte", 2021), ("last_year__lte", 2099)),
                        name="commitment_last_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                ("reason", models.CharField(max_length=300, verbose_name="reden")),
                ("asked_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "credit",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_request",
                        to="finance.invoice",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_requests",
                        to="finance.invoice",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="credit_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="credit_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by__isnull", True), ("credit__isnull", True)),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("credit__isnull", False),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="credit_confirmed_is_made",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("credit__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("invoice",),
                        name="one_open_credit_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", models.CharField(max_length=8, verbose_name="grondslag")),
                ("subject", models.CharField(max_length=200, verbose_name="waarvoor")),
                ("explanation", models.CharField(blank=True, max_length=300, verbose_name="toelichting")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                ("source", models.CharField(blank=True, max_length=60)),
                ("asked_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="core.agreement"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="core.party"
                    ),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim",
                        to="finance.invoice",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0), ("cents__lte", 100000000000)), name="claim_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by__isnull", True), ("invoice__isnull", True)),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("invoice__isnull", False),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_confirmed_is_invoiced",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("source", ""), _negated=True), ("withdrawn_at__isnull", True)),
                        fields=("source", "party"),
                        name="claim_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("description", models.CharField(max_length=200)),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=14)),
                ("unit", models.CharField(max_length=3)),
                ("price", models.DecimalField(decimal_places=2, max_digits=14)),
                ("base_quantity", models.PositiveIntegerField(default=1)),
                ("cents", models.BigIntegerField()),
                ("parts", models.JSONField(default=list)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="finance.invoice"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("invoice", "position"), name="invoice_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0), ("quantity__gt", 0)), name="invoice_line_positive"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(fields=("series", "number"), name="invoice_number_once"),
        ),
    ]
