"""Addresses of outbox."""

from django.urls import path

from twente.outbox import bounce_views, settling_views, views

app_name = "outbox"
urlpatterns = [
    path("health", views.health, name="health"),
    path("health/web", views.health_of_web, name="health_of_web"),
    path("verzending/", views.heartbeat, name="heartbeat"),
    path("postvak/", views.mail_list, name="mailbox"),
    path("postvak/<str:key>/", views.mail_detail, name="mail_detail"),
    path("<slug:slug>/postvak-uit/", views.outbox_state, name="state"),
    path("<slug:slug>/postvak-uit/verzenden/", settling_views.mail_again, name="mail_again"),
    path("<slug:slug>/postvak-uit/<uuid:row>/uitvoeren/", settling_views.job_again, name="job_again"),
    path("<slug:slug>/postvak-uit/<uuid:row>/afhandelen/", settling_views.settle, name="settle"),
    path("<slug:slug>/postvak-uit/teruggekomen/", bounce_views.returned, name="returned"),
    path("<slug:slug>/postvak-uit/teruggekomen/bevestigen/", bounce_views.address_confirm, name="address_confirm"),
]
