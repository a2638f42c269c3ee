"""Scenes of this room."""

from tests.finance.conftest import books as books
from tests.meetings.conftest import keys as keys
from tests.partnership.archive_scene import archived as archived
