"""Addresses of home."""

from django.urls import path

from twente.home import search_views, views

app_name = "home"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("vandaag/", views.today, name="today"),
    path("<slug:slug>/", views.agreement, name="agreement"),
    path("<slug:slug>/zoeken/", search_views.search_page, name="search"),
    path("<slug:slug>/artikelen/<str:number>/", views.article, name="article"),
]
