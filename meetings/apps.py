"""Django's registration of this room."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Bodies, agendas, attendance, minutes, decisions."""

    name = "meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"
