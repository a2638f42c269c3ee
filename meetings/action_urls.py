"""Addresses of actions and promises."""

from django.urls import path

from meetings.views import actions

ONE = "acties/<int:pk>/"

urlpatterns = [
    path("acties/", actions.action_list, name="action_list"),
    path("acties/csv/", actions.actions_csv, name="actions_csv"),
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path(ONE, actions.action_detail, name="action_detail"),
    path(f"{ONE}wijzigen/", actions.action_edit, name="action_edit"),
    path(f"{ONE}afdoen/", actions.action_settle, name="action_settle"),
    path(f"{ONE}heropenen/", actions.action_reopen, name="action_reopen"),
]
