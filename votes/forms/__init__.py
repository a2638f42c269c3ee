"""Forms of the votes room."""

from votes.forms.ballots import BallotForm, EntryForm
from votes.forms.proposals import OpenForm, ProposalForm

__all__ = ["BallotForm", "EntryForm", "OpenForm", "ProposalForm"]
