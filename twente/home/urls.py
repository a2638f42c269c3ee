"""Addresses of home."""

from django.urls import path

from twente.home import mail_views, personal_views, sample_views, search_views, terms_views, views

app_name = "home"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("vandaag/", views.today, name="today"),
    path("vandaag/aantal/", views.desk_count, name="desk_count"),
    path("mijn-overleg/", personal_views.mine, name="mine"),
    path("termijnen/", terms_views.term_list, name="terms"),
    path("termijnen/termijnen.ics", terms_views.terms_ics, name="terms_ics"),
    path("mails/", mail_views.mail_preferences, name="mail_preferences"),
    path("mails-stoppen/<str:token>/", mail_views.mail_stop, name="mail_stop"),
    path("agenda-abonnement/", personal_views.calendar_feed, name="calendar_feed"),
    path("agenda-abonnement/stoppen/", personal_views.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("agenda-abonnement/<str:token>.ics", personal_views.calendar_ics, name="calendar_ics"),
    path("agenda-abonnement/<str:token>/termijnen.ics", personal_views.terms_of_person, name="terms_of_person"),
    path("<slug:slug>/", views.agreement, name="agreement"),
    path("<slug:slug>/mailvoorbeelden/", sample_views.mail_samples, name="mail_samples"),
    path("<slug:slug>/mailvoorbeelden/<slug:name>/", sample_views.mail_sample, name="mail_sample"),
    path("<slug:slug>/mailvoorbeelden/<slug:name>/html/", sample_views.mail_sample_html, name="mail_sample_html"),
    path("<slug:slug>/zoeken/", search_views.search_page, name="search"),
    path("<slug:slug>/artikelen/<str:number>/", views.article, name="article"),
]
