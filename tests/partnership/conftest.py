"""Scenes of this room."""

from tests.partnership.archive_scene import archived as archived
