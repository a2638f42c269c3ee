"""Addresses of a running meeting: its screens, and what is done on them."""

from django.urls import URLPattern, path

from meetings.views import entries, screens, session

MEETING = "vergaderingen/<int:pk>/"
ITEM = "punten/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path(MEETING + "live/", screens.meeting_live, name="meeting_live"),
    path(MEETING + "live/tafel/", screens.live_desk, name="live_desk"),
    path(MEETING + "live/voorzitter/", screens.live_chair, name="live_chair"),
    path(MEETING + "live/volgen/", screens.live_follow, name="live_follow"),
    path(MEETING + "live/zaal/", screens.live_wall, name="live_wall"),
    path(MEETING + "live/aanwezig/", session.seat_mark, name="seat_mark"),
    path(MEETING + "schorsen/", session.meeting_suspend, name="meeting_suspend"),
    path(MEETING + "heropenen/", session.meeting_resume, name="meeting_resume"),
    path(MEETING + "deuren/sluiten/", session.doors_close, name="doors_close"),
    path(MEETING + "deuren/openen/", session.doors_open, name="doors_open"),
    path(ITEM + "aan-de-orde/", session.item_take, name="item_take"),
    path(ITEM + "sprekers/", session.speaker_add, name="speaker_add"),
    path(ITEM + "sprekers/weg/", session.speaker_remove, name="speaker_remove"),
    path(ITEM + "sprekers/volgende/", session.speaker_next, name="speaker_next"),
    path(ITEM + "vastleggen/<slug:kind>/", entries.entry_create, name="entry_create"),
]
