"""Addresses of the whole site. Rooms live under the slug; fixed words come first, its front page comes last."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("twente.core.urls")),
    path("", include("twente.outbox.urls")),
    path("stemmen-nagaan/", include("votes.proof_urls")),
    path("openbaar/<slug:slug>/", include("votes.public_urls")),
    path("document-nagaan/", include("twente.documents.public_urls")),
    path("openbaar/", include("twente.partnership.public_urls")),
    path("verzonden/", include("twente.partnership.sent_urls")),
    path("<slug:slug>/", include("twente.documents.urls")),
    path("<slug:slug>/", include("meetings.urls")),
    path("<slug:slug>/", include("votes.urls")),
    path("<slug:slug>/", include("finance.urls")),
    path("<slug:slug>/", include("disputes.urls")),
    path("<slug:slug>/", include("twente.partnership.urls")),
    path("", include("twente.home.urls")),
]

handler400 = "twente.core.errors.bad_request"
handler403 = "twente.core.errors.forbidden"
handler404 = "twente.core.errors.not_found"
handler500 = "twente.core.errors.server_error"
