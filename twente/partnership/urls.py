"""Addresses of partnership."""

from django.urls import URLPattern, URLResolver, include, path

from twente.partnership.views import archive, contacts, destruction, duties, parties, population, readings, replacing

app_name = "partnership"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("twente.partnership.dispatch_urls")),
    path("archief/", archive.archive, name="archive"),
    path("archief/vernietigen/", destruction.destruction_list, name="destruction_list"),
    path("archief/vernietigen/<int:pk>/", destruction.destruction_detail, name="destruction_detail"),
    path("archief/vernietigen/<int:pk>/intrekken/", destruction.destruction_withdraw, name="destruction_withdraw"),
    path("archief/vernietigen/<int:pk>/verklaring/", destruction.certificate_file, name="certificate_file"),
    path("archief/<int:pk>/", archive.archive_export, name="archive_export"),
    path("archief/<int:pk>/bestand/", archive.archive_file, name="archive_file"),
    path("archief/organisatie/", archive.owner_record, name="owner_record"),
    path("archief/bewaartermijn/", archive.retention_record, name="retention_record"),
    path("verplichtingen/<slug:key>/<str:day>/", duties.duty_settle, name="duty_settle"),
    path("partijen/", parties.party_list, name="party_list"),
    path("partijen/<int:pk>/", parties.party_detail, name="party_detail"),
    path("partijen/<int:pk>/griffie/", contacts.contact_edit, name="contact_edit"),
    path("partijen/<int:pk>/mandaat/nieuw/", parties.mandate_create, name="mandate_create"),
    path("partijen/<int:pk>/mandaat/<int:mandate_pk>/beeindigen/", parties.mandate_end, name="mandate_end"),
    path("partijen/<int:pk>/mandaat/<int:mandate_pk>/overdragen/", replacing.mandate_replace, name="mandate_replace"),
    path("inwonertallen/", population.population_list, name="population_list"),
    path("inwonertallen/inlezen/", population.population_upload, name="population_upload"),
    path("inwonertallen/inlezen/<uuid:pk>/", population.population_preview, name="population_preview"),
    path(
        "inwonertallen/inlezen/<uuid:pk>/<int:year_pk>/voorstellen/",
        population.population_propose,
        name="population_propose",
    ),
    path("inwonertallen/<int:pk>/", population.population_detail, name="population_detail"),
    path("inwonertallen/<int:pk>/bevestigen/", population.population_confirm, name="population_confirm"),
    path("lezingen/", readings.reading_list, name="reading_list"),
    path("lezingen/<str:reading>/bekrachtigen/", readings.reading_request, name="reading_request"),
    path("lezingen/verzoek/<int:pk>/", readings.reading_confirm, name="reading_confirm"),
    path("lezingen/verzoek/<int:pk>/intrekken/", readings.reading_withdraw, name="reading_withdraw"),
]
