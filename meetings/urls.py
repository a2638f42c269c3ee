"""Addresses of meetings, under the agreement's slug."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.views import agenda, attendance, items, live, ordering, planning, year

app_name = "meetings"
MEETING = "vergaderingen/<int:pk>/"
ITEM = "punten/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarplan/", year.year, name="year"),
    path("jaarplan/<int:number>/", year.year, name="year_of"),
    path("vergaderingen/", planning.meeting_list, name="meeting_list"),
    path("vergaderingen/nieuw/", planning.meeting_create, name="meeting_create"),
    path(MEETING, planning.meeting_detail, name="meeting_detail"),
    path(MEETING + "wijzigen/", planning.meeting_edit, name="meeting_edit"),
    path(MEETING + "punten/nieuw/", items.item_create, name="item_create"),
    path(MEETING + "agenda/volgorde/", ordering.agenda_order, name="agenda_order"),
    path("agendawijzigingen/<int:pk>/ongedaan/", ordering.agenda_undo, name="agenda_undo"),
    path(MEETING + "agenda/versturen/", agenda.agenda_publish, name="agenda_publish"),
    path(MEETING + "agenda/<int:number>/", agenda.agenda_version, name="agenda_version"),
    path(MEETING + "aanwezig/", attendance.attendance, name="attendance"),
    path(MEETING + "aanwezig/<int:party_pk>/vervanging/", attendance.substitution_create, name="substitution_create"),
    path("vervangingen/<int:pk>/intrekken/", attendance.substitution_withdraw, name="substitution_withdraw"),
    path(MEETING + "openen/", live.meeting_open, name="meeting_open"),
    path(MEETING + "sluiten/", live.meeting_close, name="meeting_close"),
    path(ITEM, items.item_detail, name="item_detail"),
    path(ITEM + "wijzigen/", items.item_edit, name="item_edit"),
    path(ITEM + "verwijderen/", items.item_delete, name="item_delete"),
    path(ITEM + "verplaatsen/", ordering.item_move, name="item_move"),
    path(ITEM + "besluit/", live.decision_create, name="decision_create"),
    path("", include("meetings.live_urls")),
    path("", include("meetings.bodies_urls")),
    path("", include("meetings.minutes_urls")),
]
