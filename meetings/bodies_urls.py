"""Addresses of bodies and of who may act, beside those of meetings."""

from django.urls import path

from meetings.views import bodies, members_present, register, requests

BODY = "overleggen/<int:pk>/"
MEMBER = "leden/<int:pk>/"
MEETING = "vergaderingen/<int:pk>/"
ASKED = "vervangingsverzoeken/<int:pk>/"

urlpatterns = [
    path("overleggen/", bodies.body_list, name="body_list"),
    path("overleggen/nieuw/", bodies.body_create, name="body_create"),
    path(BODY, bodies.body_detail, name="body_detail"),
    path(f"{BODY}wijzigen/", bodies.body_edit, name="body_edit"),
    path(f"{BODY}beeindigen/", bodies.body_end, name="body_end"),
    path(f"{BODY}leden/nieuw/", bodies.member_create, name="member_create"),
    path(f"{MEMBER}beeindigen/", bodies.member_end, name="member_end"),
    path(f"{MEMBER}functie/", bodies.member_office, name="member_office"),
    path(f"{MEETING}leden/", members_present.members_present, name="members_present"),
    path(f"{MEETING}vervanging-vragen/", requests.request_create, name="substitution_request"),
    path(f"{ASKED}vastleggen/", requests.request_grant, name="substitution_grant"),
    path(f"{ASKED}afwijzen/", requests.request_decline, name="substitution_decline"),
    path(f"{ASKED}intrekken/", requests.request_withdraw, name="substitution_retract"),
    path("mandaten/csv/", register.mandate_csv, name="mandate_csv"),
    path("mandaten/", register.mandate_register, name="mandate_register"),
]
