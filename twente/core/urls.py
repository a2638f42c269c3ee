"""Addresses of the pages that belong to no room."""

from django.urls import path

from twente.core import pages

app_name = "core"
urlpatterns = [
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("onderdelen/", pages.components, name="components"),
    path("offline/", pages.offline, name="offline"),
    path("offline-worker.js", pages.offline_worker, name="offline_worker"),
    path("app.webmanifest", pages.manifest, name="manifest"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security, name="security"),
]
