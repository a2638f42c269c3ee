"""Addresses of papers, under those of meetings."""

from django.urls import path

from meetings.views import copies, notes
from meetings.views import paper_edits as edits
from meetings.views import papers as views

ITEM = "punten/<int:pk>/stukken/"
HERE = "stukken/<int:pk>/"

urlpatterns = [
    path("vergaderingen/<int:pk>/leesexemplaar/", copies.reading_copy, name="reading_copy"),
    path("vergaderingen/<int:pk>/leesexemplaar/bestand/", copies.reading_copy_file, name="reading_copy_file"),
    path("vergaderingen/<int:pk>/notities/", notes.note_list, name="note_list"),
    path("punten/<int:pk>/notitie/", notes.item_note, name="item_note"),
    path(f"{HERE}blad/<int:number>/notitie/", notes.page_note, name="page_note"),
    path(ITEM, views.item_papers, name="item_papers"),
    path(f"{ITEM}nieuw/", edits.paper_create, name="paper_create"),
    path(HERE, views.paper_read, name="paper_read"),
    path(f"{HERE}offline/", views.paper_offline, name="paper_offline"),
    path(f"{HERE}blad/<int:number>/", views.paper_read, name="paper_page"),
    path(f"{HERE}versies/<int:number>/", views.version_file, name="version_file"),
    path(f"{HERE}versies/<int:number>/blad/<int:page>/", views.page_picture, name="page_picture"),
    path(f"{HERE}wijzigen/", edits.paper_rename, name="paper_rename"),
    path(f"{HERE}vernieuwen/", edits.paper_renew, name="paper_renew"),
    path(f"{HERE}intrekken/", edits.paper_withdraw, name="paper_withdraw"),
    path(f"{HERE}verplaatsen/", edits.paper_move, name="paper_move"),
]
