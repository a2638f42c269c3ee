"""Addresses of the finance room, under the agreement's slug."""

from django.urls import path

from finance.views import runs

app_name = "finance"
urlpatterns = [
    path("financien/rondes/<int:pk>/", runs.run_detail, name="run_detail"),
]
