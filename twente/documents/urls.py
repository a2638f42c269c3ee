"""Addresses of documents, under the agreement's slug; those of the public page stand in `public_urls`."""

from django.urls import path

from twente.documents.views import certificates, checking, signing

app_name = "documents"
DOCUMENT = "documenten/<uuid:public_id>/"

urlpatterns = [
    path(f"{DOCUMENT}ondertekenen/", signing.sign, name="sign"),
    path(f"{DOCUMENT}elders-ondertekenen/", signing.elsewhere, name="elsewhere"),
    path(f"{DOCUMENT}te-ondertekenen/", signing.original, name="original"),
    path(f"{DOCUMENT}controleren/", checking.verify, name="verify"),
    path(f"{DOCUMENT}downloaden/", checking.download, name="download"),
    path("certificaten/", certificates.certificates, name="certificates"),
    path("certificaten/nieuw/", certificates.certificate_create, name="certificate_create"),
]
