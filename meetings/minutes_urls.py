"""Addresses of minutes, under those of meetings."""

from django.urls import path

from meetings.views import minutes as views
from meetings.views import minutes_documents as document_views

HERE = "vergaderingen/<int:pk>/verslag/"

urlpatterns = [
    path(HERE, views.minutes_detail, name="minutes_detail"),
    path(f"{HERE}punten/<int:item_pk>/", views.minutes_text_save, name="minutes_text_save"),
    path(f"{HERE}vaststellen/", views.minutes_adopt, name="minutes_adopt"),
    path(f"{HERE}document/", document_views.minutes_pdf, name="minutes_pdf"),
    path(f"{HERE}ondertekenen/", document_views.minutes_sign, name="minutes_sign"),
    path(f"{HERE}controleren/", document_views.minutes_verify, name="minutes_verify"),
    path(f"{HERE}downloaden/", document_views.minutes_download, name="minutes_download"),
]
