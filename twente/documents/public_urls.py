"""The address under /document-nagaan/, for everybody."""

from django.urls import path

from twente.documents.views import public

app_name = "checking"
urlpatterns = [path("", public.document, name="document")]
