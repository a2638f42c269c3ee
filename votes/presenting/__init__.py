"""What the pages of a vote show, ready to print."""

from votes.presenting.acts import acts
from votes.presenting.ballots import receipt, result_page
from votes.presenting.preview import how_decided, preview
from votes.presenting.stages import stages

__all__ = ["acts", "how_decided", "preview", "receipt", "result_page", "stages"]
