"""What the pages of a vote show, ready to print."""

from votes.presenting.acts import acts
from votes.presenting.ballots import receipt, result_page
from votes.presenting.preview import preview
from votes.presenting.stages import stages

__all__ = ["acts", "preview", "receipt", "result_page", "stages"]
