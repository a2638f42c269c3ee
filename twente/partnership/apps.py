"""Django's registration of this room."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The life of the agreement and its people."""

    name = "twente.partnership"
    label = "partnership"
    verbose_name = "Samenwerking"

    def ready(self) -> None:
        """Give the desk what the partnership asks of a person, the archive what was sent and published."""
        from twente.core import attention, termlist
        from twente.documents.archive import discarders, rooms
        from twente.partnership.archive import meeting_discarding
        from twente.partnership.archive.registers import SUBJECT

        attention.provide(self.name, f"{self.name}.attention.rows")
        discarders.provide(meeting_discarding.SUBJECT, meeting_discarding.__name__)
        rooms.provide(SUBJECT, f"{self.name}.archive.registers")
        termlist.provide(self.name, f"{self.name}.termlist.rows")
        termlist.remind(self.name)
