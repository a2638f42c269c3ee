"""Scenes of this room."""

from tests.finance.conftest import books as books
from tests.partnership.archive_scene import archived as archived
