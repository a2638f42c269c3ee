"""Stories of the main tasks, in a real browser."""

import pytest

pytest.register_assert_rewrite("tests.journeys.browser")
