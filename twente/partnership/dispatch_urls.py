"""Addresses of what is sent to the councils and of publishing, under those of partnership."""

from django.urls import path

from twente.partnership.views import councils, dispatches, publishing

DOCUMENT, ONE = "verzendingen/<uuid:document>/", "verzendingen/regel/<uuid:pk>/"
urlpatterns = [
    path("raden/", councils.council_list, name="council_list"),
    path("raden/<str:code>/", councils.council_detail, name="council_detail"),
    path("raden/<str:code>/<uuid:pk>/bestand/", councils.council_file, name="council_file"),
    path(DOCUMENT, dispatches.dispatch_list, name="dispatch_list"),
    path(f"{DOCUMENT}versturen/", dispatches.dispatch_create, name="dispatch_create"),
    path(f"{DOCUMENT}herinneren/", dispatches.dispatch_remind, name="dispatch_remind"),
    path(f"{DOCUMENT}verbetering/", dispatches.dispatch_errata, name="dispatch_errata"),
    path(f"{ONE}opnieuw/", dispatches.dispatch_again, name="dispatch_again"),
    path(f"{ONE}antwoord/", dispatches.dispatch_answer, name="dispatch_answer"),
    path("publicaties/<uuid:document>/", publishing.publication, name="publication"),
    path("publicaties/<uuid:document>/intrekken/", publishing.publication_withdraw, name="publication_withdraw"),
]
