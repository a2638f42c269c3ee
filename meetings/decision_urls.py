"""Addresses of decisions: each has its own, by the number that it keeps."""

from django.urls import path

from meetings.views import decisions, excerpts

ONE = "besluiten/<int:year>-<int:number>/"
MEETING = "vergaderingen/<int:pk>/besluiten/"

urlpatterns = [
    path("besluiten/", decisions.decision_list, name="decision_list"),
    path("besluiten/csv/", decisions.decisions_csv, name="decisions_csv"),
    path(ONE, decisions.decision_detail, name="decision_detail"),
    path(f"{ONE}uitvoering/", decisions.progress_note, name="progress_note"),
    path(f"{ONE}uittreksel/", excerpts.excerpt, name="excerpt"),
    path(f"{ONE}uittreksel/pdf/", excerpts.excerpt_pdf, name="excerpt_pdf"),
    path(MEETING, excerpts.meeting_decisions, name="meeting_decisions"),
    path(f"{MEETING}document/", excerpts.decisions_document, name="decisions_document"),
    path(f"{MEETING}pdf/", excerpts.decisions_pdf, name="decisions_pdf"),
]
