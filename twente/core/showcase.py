"""Sample content for the page that shows every component (`/onderdelen/`)."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from twente.core import dates


class SampleForm(forms.Form):
    """One field of each kind, with a hint, an optional one and a mistake."""

    title = forms.CharField(label="Titel", help_text="Kort en herkenbaar, zonder afkortingen.", max_length=80)
    state = forms.ChoiceField(label="Status", choices=[("besluit", "Ter besluitvorming"), ("kennis", "Ter kennisname")])
    starts_on = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    kind = forms.ChoiceField(
        label="Behandeling",
        choices=[("hamer", "Hamerstuk"), ("bespreek", "Bespreekstuk")],
        widget=forms.RadioSelect,
        help_text="Een hamerstuk wordt zonder bespreking vastgesteld.",
    )
    parties = forms.MultipleChoiceField(
        label="Partijen",
        choices=[("a", "Almelo"), ("b", "Borne"), ("c", "Dinkelland")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    closed = forms.BooleanField(label="Besloten behandelen", required=False)
    paper = forms.FileField(label="Stuk", required=False, help_text="Een PDF van ten hoogste 50 MB.")


STAGES = [
    {"name": "Klaargezet", "note": "30 november", "icon": "circle-check", "state": "ok"},
    {"name": "Open", "note": "2 december, 10.34 uur", "icon": "circle-check", "state": "ok"},
    {"name": "Gesloten", "note": "nu", "icon": "circle-dot", "state": "nu"},
    {"name": "Vastgesteld", "note": "door de voorzitter", "icon": "circle", "state": ""},
]


def everything(now: datetime) -> dict[str, Any]:
    """Context of the page; the days are counted from the moment it is shown."""
    day = dates.day_of(now)
    return {
        "now": now,
        "rows": [
            {"due": day + timedelta(days=5), "title": "Stukken versturen", "article": "5.8", "near": True},
            {"due": day + timedelta(days=12), "title": "Twee raden ontbreken", "article": "12.5", "near": False},
        ],
        "stages": STAGES,
        "figures": [("Bijdragen samen", 595_332_775), ("Begroting", 595_000_000), ("Verschil", -22_52)],
        "parties": [("Almelo", 74_776, 69_167_800), ("Borne", 24_741, 22_885_425), ("Enschede", 162_317, 150_143_225)],
        "form": SampleForm(),
        "bad_form": SampleForm({"state": "besluit", "title": ""}, auto_id="fout_%s"),
        "trail": [("Vergaderingen", "#inhoud"), ("2 december 2026", "#inhoud")],
        "page": Paginator(range(1, 120), 50).page(2),
        "consequences": ["De uitslag ligt vast.", "Veertien partijen krijgen bericht."],
        "recipients": ["bestuurder Almelo", "bestuurder Borne"],
    }
