"""Addresses that anybody can open: published results, stable for as long as the archive."""

from django.urls import path

from votes.views import publishing

app_name = "public"
urlpatterns = [
    path("uitslagen/", publishing.public_list, name="result_list"),
    path("uitslagen/<int:pk>/", publishing.public_result, name="result_detail"),
    path("uitslagen/<int:pk>/metadata.json", publishing.public_metadata, name="result_metadata"),
    path("uitslagen/<int:pk>/bestand/", publishing.public_export, name="result_export"),
]
