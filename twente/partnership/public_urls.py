"""Addresses that anybody can open: what the overleg published, stable for as long as the archive (Woo)."""

from django.urls import path

from twente.partnership.views import public

app_name = "openbaar"
DOCUMENT = "<slug:slug>/documenten/<uuid:document>/"
urlpatterns = [
    path("sitemap.xml", public.sitemap_index, name="sitemap_index"),
    path("<slug:slug>/", public.index, name="index"),
    path("<slug:slug>/index.json", public.index_json, name="index_json"),
    path("<slug:slug>/sitemap.xml", public.sitemap, name="sitemap"),
    path(DOCUMENT, public.document, name="document"),
    path(f"{DOCUMENT}bestand/", public.document_file, name="document_file"),
    path(f"{DOCUMENT}metadata.json", public.document_metadata, name="document_metadata"),
]
