"""Addresses about who may read an item, under `punten/<pk>/`."""

from django.urls import path

from meetings.views import openness

urlpatterns = [
    path("openbaarheid/", openness.item_openness, name="item_openness"),
    path("openbaarheid/opheffen/", openness.item_openness_lift, name="item_openness_lift"),
    path("openbaarheid/bekrachtigen/", openness.item_openness_confirm, name="item_openness_confirm"),
    path("leesrecht/", openness.item_grants, name="item_grants"),
    path("leesrecht/<int:user_pk>/intrekken/", openness.item_grant_withdraw, name="item_grant_withdraw"),
]
