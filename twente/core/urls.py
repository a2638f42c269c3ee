"""Addresses of the pages that belong to no room."""

from django.urls import path

from twente.core import pages

app_name = "core"
urlpatterns = [
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("onderdelen/", pages.components, name="components"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security, name="security"),
]
