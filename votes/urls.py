"""Addresses of the votes room, under the agreement's slug."""

from django.urls import path

from votes.views import (
    answers,
    casting,
    documents,
    foresight,
    history,
    overview,
    proof,
    proposals,
    reminders,
    results,
    statements,
    ways,
)

app_name = "votes"
urlpatterns = [
    path("stemmingen/", overview.proposal_list, name="proposal_list"),
    path("stemmingen/overzicht.csv", overview.votes_csv, name="votes_csv"),
    path("stemmingen/overzicht-per-partij.csv", overview.ballots_csv, name="ballots_csv"),
    path("stemmingen/partijen/<str:code>/", history.party_history, name="party_history"),
    path("punten/<int:item_pk>/stemming/", results.item_panel, name="item_panel"),
    path("punten/<int:item_pk>/stemming/nieuw/", proposals.proposal_create, name="proposal_create"),
    path("stemmingen/<int:pk>/", results.proposal_detail, name="proposal_detail"),
    path("stemmingen/<int:pk>/wijzigen/", proposals.proposal_edit, name="proposal_edit"),
    path("stemmingen/<int:pk>/klaarzetten/", proposals.proposal_ready, name="proposal_ready"),
    path("stemmingen/<int:pk>/openen/", proposals.vote_open, name="vote_open"),
    path("stemmingen/<int:pk>/opkomst/", casting.turnout, name="turnout"),
    path("stemmingen/<int:pk>/stem/<str:code>/", casting.ballot_cast, name="ballot_cast"),
    path("stemmingen/<int:pk>/bewijs/<str:code>/", casting.ballot_receipt, name="ballot_receipt"),
    path("stemmingen/<int:pk>/invoeren/<str:code>/", casting.ballot_enter, name="ballot_enter"),
    path("stemmingen/<int:pk>/antwoord/<str:code>/", answers.answer_give, name="answer_give"),
    path("stemmingen/<int:pk>/antwoord-invoeren/<str:code>/", answers.answer_enter, name="answer_enter"),
    path("stemmingen/<int:pk>/handen-tellen/", answers.hands_enter, name="hands_enter"),
    path("stemmingen/<int:pk>/sluiten/", proposals.vote_close, name="vote_close"),
    path("stemmingen/<int:pk>/vaststellen/", proposals.result_establish, name="result_establish"),
    path("stemmingen/<int:pk>/keten/", results.chain_check, name="chain_check"),
    path("stemmingen/<int:pk>/stand/", foresight.tally, name="tally"),
    path("stemmingen/<int:pk>/export/", proof.vote_export, name="vote_export"),
    path("stemmingen/<int:pk>/uitslag/", documents.result_document, name="result_document"),
    path("stemmingen/<int:pk>/uitslag.pdf", documents.result_pdf, name="result_pdf"),
    path("stemmingen/<int:pk>/manier/", ways.way_choose, name="way_choose"),
    path("stemmingen/<int:pk>/zonder-stemming/", ways.vote_skip, name="vote_skip"),
    path("stemmingen/<int:pk>/hoofdelijk/", ways.roll_call, name="roll_call"),
    path("stemmingen/<int:pk>/hoofdelijk/<str:code>/", ways.spoken_record, name="spoken_record"),
    path("stemmingen/<int:pk>/verklaring/<str:code>/", statements.statement_write, name="statement_write"),
    path("stemmingen/<int:pk>/verklaring-invoeren/<str:code>/", statements.statement_enter, name="statement_enter"),
    path("stemmingen/<int:pk>/herinnering/", reminders.vote_remind, name="vote_remind"),
]
