"""Django's registration of this room."""

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Proposals, decision rules, online voting, results."""

    name = "votes"
    label = "votes"
    verbose_name = "Stemmingen"

    def ready(self) -> None:
        """Give the desk what votes ask of a person."""
        from twente.core.attention import provide

        provide(self.name, f"{self.name}.attention.rows")
