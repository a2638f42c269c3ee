"""Addresses under /stemmen-nagaan/: how to check a vote yourself, for everybody."""

from django.urls import path

from votes.views import proof

app_name = "proof"
urlpatterns = [
    path("", proof.explanation, name="explanation"),
    path("narekenen.py", proof.verifier_file, name="verifier_file"),
    path("nagaan.py", proof.checker_file, name="checker_file"),
]
