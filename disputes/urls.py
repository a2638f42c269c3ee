"""Addresses of the disputes room, under the agreement's slug. They hold numbers, never names or subjects."""

from django.urls import path, register_converter

from disputes.addresses import FileNumberConverter
from disputes.views import appointing, changes, files, lists, notices

register_converter(FileNumberConverter, "geschil")

app_name = "disputes"
FILE = "geschillen/<geschil:file>/"
urlpatterns = [
    path("geschillen/", lists.dispute_list, name="dispute_list"),
    path("geschillen/melden/", notices.notice_choice, name="notice_choice"),
    path("geschillen/melden/<str:code>/", notices.notice_create, name="notice_create"),
    path("geschillen/uitkomsten/<geschil:file>/", lists.outcome_detail, name="outcome_detail"),
    path(FILE, files.dispute_detail, name="dispute_detail"),
    path(f"{FILE}vastleggen/<slug:act>/", files.fact_record, name="fact_record"),
    path(f"{FILE}feiten/<int:pk>/herstellen/", files.fact_correct, name="fact_correct"),
    path(f"{FILE}stukken/toevoegen/", changes.paper_add, name="paper_add"),
    path(f"{FILE}stukken/<int:pk>/", changes.paper_file, name="paper_file"),
    path(f"{FILE}meelezen/", changes.grant_give, name="grant_give"),
    path(f"{FILE}meelezen/<int:pk>/beeindigen/", changes.grant_end, name="grant_end"),
    path(f"{FILE}brieven/<slug:kind>/", changes.letter_request, name="letter_request"),
    path(f"{FILE}kosten/vorderen/", changes.costs_bill, name="costs_bill"),
    path(f"{FILE}waarnemer/", appointing.deputy_appoint, name="deputy_appoint"),
    path(f"{FILE}koppelen/", changes.link_make, name="link_make"),
]
