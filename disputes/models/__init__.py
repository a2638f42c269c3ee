"""Tables of disputes. What was filed and what happened is only added; the database refuses the rest (BOK-13, 17)."""

from disputes.models.dispute import Dispute, DisputeParty
from disputes.models.facts import Announcement, CostShare, Fact
from disputes.models.letters import Letter
from disputes.models.papers import DisputePaper
from disputes.models.people import Grant, Link

__all__ = ["Announcement", "CostShare", "Dispute", "DisputePaper", "DisputeParty", "Fact", "Grant", "Letter", "Link"]
