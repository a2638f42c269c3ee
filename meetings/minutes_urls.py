"""Addresses of minutes, under those of meetings."""

from django.urls import path

from meetings.views import minutes as views
from meetings.views import minutes_agenda as agenda_views
from meetings.views import minutes_documents as document_views
from meetings.views import minutes_presence as presence_views
from meetings.views import minutes_review as review_views

HERE = "vergaderingen/<int:pk>/verslag/"
COMMENT = f"{HERE}opmerkingen/<int:comment_pk>/"

urlpatterns = [
    path(HERE, views.minutes_detail, name="minutes_detail"),
    path(f"{HERE}punten/<int:item_pk>/", views.minutes_text_save, name="minutes_text_save"),
    path(f"{HERE}punten/<int:item_pk>/bezig/", presence_views.minutes_busy, name="minutes_busy"),
    path(f"{HERE}wie/", presence_views.minutes_writers, name="minutes_writers"),
    path(f"{HERE}commentaar/", review_views.review_open, name="minutes_review"),
    path(f"{HERE}punten/<int:item_pk>/opmerkingen/", review_views.comment_create, name="comment_create"),
    path(f"{COMMENT}overnemen/", review_views.comment_take, name="comment_take"),
    path(f"{COMMENT}niet-overnemen/", review_views.comment_decline, name="comment_decline"),
    path(f"{COMMENT}ongedaan-maken/", review_views.comment_reopen, name="comment_reopen"),
    path(f"{HERE}agenderen/", agenda_views.minutes_schedule, name="minutes_schedule"),
    path(f"{HERE}errata/", agenda_views.minutes_erratum, name="minutes_erratum"),
    path(f"{HERE}vaststellen/", views.minutes_adopt, name="minutes_adopt"),
    path(f"{HERE}document/", document_views.minutes_pdf, name="minutes_pdf"),
    path(f"{HERE}ondertekenen/", document_views.minutes_sign, name="minutes_sign"),
    path(f"{HERE}controleren/", document_views.minutes_verify, name="minutes_verify"),
    path(f"{HERE}bijlage/", document_views.minutes_annex, name="minutes_annex"),
    path(f"{HERE}bijlage/controleren/", document_views.minutes_annex_verify, name="minutes_annex_verify"),
    path(f"{HERE}downloaden/", document_views.minutes_download, name="minutes_download"),
]
