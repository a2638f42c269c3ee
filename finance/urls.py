"""Addresses of the finance room, under the agreement's slug."""

from django.urls import path

from finance.views import accounts, claims, invoices, overview, payment_acts, payments, run_steps, runs, settings

app_name = "finance"
YEAR = "financien/bijdragen/<slug:key>/<int:year>/"
RUN = "financien/rondes/<int:pk>/"
INVOICE = "financien/facturen/<str:code>/"
PAID = "financien/betalingen/"
urlpatterns = [
    path("financien/", overview.overview, name="overview"),
    path("financien/voorwaarden/", settings.terms_edit, name="terms_edit"),
    path("financien/afzender/", settings.issuer_edit, name="issuer_edit"),
    path("financien/factuurgegevens/", settings.profile_list, name="profile_list"),
    path("financien/factuurgegevens/<str:code>/", settings.profile_edit, name="profile_edit"),
    path(YEAR, overview.year_detail, name="year_detail"),
    path(f"{YEAR}tarief/", settings.rate_edit, name="rate_edit"),
    path(f"{YEAR}begroting/", settings.budget_edit, name="budget_edit"),
    path(f"{YEAR}raadsbesluiten/", settings.commitment_list, name="commitment_list"),
    path(f"{YEAR}raadsbesluiten/<str:code>/", settings.commitment_create, name="commitment_create"),
    path(f"{YEAR}ronde/", runs.run_start, name="run_start"),
    path(RUN, runs.run_detail, name="run_detail"),
    path(f"{RUN}overzicht.csv", runs.run_csv, name="run_csv"),
    path(f"{RUN}partijen/<str:code>/", runs.run_party, name="run_party"),
    path(f"{RUN}verschil/", runs.run_difference, name="run_difference"),
    path(f"{RUN}kosten/", runs.run_costs, name="run_costs"),
    path(f"{RUN}kosten/<int:cost_pk>/weghalen/", runs.cost_remove, name="cost_remove"),
    path(f"{RUN}controle/", run_steps.run_submit, name="run_submit"),
    path(f"{RUN}akkoord/", run_steps.run_approve, name="run_approve"),
    path(f"{RUN}teruggeven/", run_steps.run_give_back, name="run_give_back"),
    path(f"{RUN}definitief/", run_steps.run_finalise, name="run_finalise"),
    path(f"{RUN}bestanden/", run_steps.run_files, name="run_files"),
    path(f"{RUN}bestanden/opnieuw/", run_steps.run_files_again, name="run_files_again"),
    path(f"{RUN}verzenden/", run_steps.run_send, name="run_send"),
    path(f"{RUN}intrekken/", run_steps.run_withdraw, name="run_withdraw"),
    path("financien/facturen/", invoices.invoice_list, name="invoice_list"),
    path("financien/facturen.csv", overview.invoices_csv, name="invoices_csv"),
    path(INVOICE, invoices.invoice_detail, name="invoice_detail"),
    path(f"{INVOICE}factuur.pdf", invoices.invoice_pdf, name="invoice_pdf"),
    path(f"{INVOICE}factuur.xml", invoices.invoice_ubl, name="invoice_ubl"),
    path(f"{INVOICE}crediteren/", invoices.credit_ask, name="credit_ask"),
    path(f"{INVOICE}creditnota/", invoices.credit_confirm, name="credit_confirm"),
    path(f"{INVOICE}creditnota/intrekken/", invoices.credit_withdraw, name="credit_withdraw"),
    path(f"{INVOICE}melding/<slug:what>/", invoices.invoice_mark, name="invoice_mark"),
    path(f"{INVOICE}herinnering-<int:level>.pdf", payment_acts.reminder_pdf, name="reminder_pdf"),
    path(PAID, payments.payment_list, name="payment_list"),
    path(f"{PAID}inlezen/", payments.import_upload, name="import_upload"),
    path(f"{PAID}bestanden/<int:pk>/", payments.import_detail, name="import_detail"),
    path(f"{PAID}bestanden/<int:pk>/inlezen/", payments.import_confirm, name="import_confirm"),
    path(f"{PAID}bestanden/<int:pk>/weggooien/", payments.import_discard, name="import_discard"),
    path(f"{PAID}regels/<int:pk>/", payment_acts.line_detail, name="line_detail"),
    path(f"{PAID}regels/<int:pk>/apart/", payment_acts.line_aside, name="line_aside"),
    path(f"{PAID}koppelingen/<int:pk>/losmaken/", payment_acts.allocation_undo, name="allocation_undo"),
    path(f"{PAID}met-de-hand/", payment_acts.manual_create, name="manual_create"),
    path("financien/verantwoording/<int:year>/", accounts.account_detail, name="account_detail"),
    path("financien/verantwoording/<int:year>/cijfers.csv", accounts.account_csv, name="account_csv"),
    path("financien/verantwoording/<int:year>/toelichting/", accounts.account_explain, name="account_explain"),
    path("financien/verantwoording/<int:year>/afsluiten/", accounts.account_close, name="account_close"),
    path("financien/verantwoording/<int:year>/vaststellen/", accounts.account_adopt, name="account_adopt"),
    path("financien/vorderingen/", claims.claim_list, name="claim_list"),
    path("financien/vorderingen/nieuw/", claims.claim_create, name="claim_create"),
    path("financien/vorderingen/<int:pk>/", claims.claim_confirm, name="claim_confirm"),
    path("financien/vorderingen/<int:pk>/intrekken/", claims.claim_withdraw, name="claim_withdraw"),
]
