"""Addresses of meetings, under the agreement's slug."""

from django.urls import URLPattern, URLResolver, include, path

from meetings.views import agenda, attendance, filling, items, live, ordering, planning, proposing, standing, year

app_name = "meetings"
MEETING = "vergaderingen/<int:pk>/"
ITEM = "punten/<int:pk>/"
PROPOSED = "aangeboden-punten/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarplan/", year.year, name="year"),
    path("jaarplan/<int:number>/", year.year, name="year_of"),
    path("vergaderingen/", planning.meeting_list, name="meeting_list"),
    path("vergaderingen/nieuw/", planning.meeting_create, name="meeting_create"),
    path(MEETING, planning.meeting_detail, name="meeting_detail"),
    path(MEETING + "wijzigen/", planning.meeting_edit, name="meeting_edit"),
    path(MEETING + "punten/nieuw/", items.item_create, name="item_create"),
    path(MEETING + "agenda/vullen/", filling.agenda_fill, name="agenda_fill"),
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
    path(ITEM + "aanhouden/", filling.item_defer, name="item_defer"),
    path(ITEM + "afvoeren/", filling.item_withdraw, name="item_withdraw"),
    path(ITEM + "terugzetten/", filling.item_restore, name="item_restore"),
    path("aangeboden-punten/", proposing.proposed_list, name="proposed_list"),
    path("aangeboden-punten/nieuw/", proposing.proposed_create, name="proposed_create"),
    path(PROPOSED, proposing.proposed_detail, name="proposed_detail"),
    path(PROPOSED + "agenderen/", proposing.proposed_accept, name="proposed_accept"),
    path(PROPOSED + "afwijzen/", proposing.proposed_decline, name="proposed_decline"),
    path(PROPOSED + "intrekken/", proposing.proposed_withdraw, name="proposed_withdraw"),
    path("vaste-punten/<int:pk>/", standing.standing_list, name="standing_list"),
    path("vaste-punten/<int:pk>/beginnen/", standing.standing_start, name="standing_start"),
    path("vaste-punten/<int:pk>/nieuw/", standing.standing_create, name="standing_create"),
    path("vast-punt/<int:pk>/wijzigen/", standing.standing_edit, name="standing_edit"),
    path("vast-punt/<int:pk>/verplaatsen/", standing.standing_move, name="standing_move"),
    path("vast-punt/<int:pk>/verwijderen/", standing.standing_delete, name="standing_delete"),
    path(ITEM + "besluit/", live.decision_create, name="decision_create"),
    path(ITEM, include("meetings.openness_urls")),
    path("", include("meetings.live_urls")),
    path("", include("meetings.bodies_urls")),
    path("", include("meetings.minutes_urls")),
    path("", include("meetings.decision_urls")),
    path("", include("meetings.action_urls")),
    path("", include("meetings.paper_urls")),
]
