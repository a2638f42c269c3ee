"""Addresses that a link in a mail opens, without signing in."""

from django.urls import path

from twente.partnership.views import sent

app_name = "sent"
urlpatterns = [
    path("<str:token>/", sent.paper, name="paper"),
    path("<str:token>/bestand/", sent.paper_file, name="paper_file"),
]
