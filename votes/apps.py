"""Django's registration of this room."""

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Proposals, decision rules, online voting, results."""

    name = "votes"
    label = "votes"
    verbose_name = "Stemmingen"
