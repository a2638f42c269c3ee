"""Addresses of decisions: each has its own, by the number that it keeps."""

from django.urls import path

from meetings.views import decisions

ONE = "besluiten/<int:year>-<int:number>/"

urlpatterns = [
    path("besluiten/", decisions.decision_list, name="decision_list"),
    path("besluiten/csv/", decisions.decisions_csv, name="decisions_csv"),
    path(ONE, decisions.decision_detail, name="decision_detail"),
    path(f"{ONE}uitvoering/", decisions.progress_note, name="progress_note"),
]
