"""Addresses of the whole site; every room adds its own under the agreement's slug."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
