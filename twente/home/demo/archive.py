"""The archive of the demonstration: whose it is, and how long it is kept."""

from meetings.selectors.meetings import first_day
from twente.home.demo.stage import Stage
from twente.partnership.archive import rules
from twente.partnership.archive.services import Keeping, hand_over, record_class


def owner(stage: Stage) -> None:
    """The organisation of the coordinating secretary, and the term of the selection list that goes with it."""
    secretary, listed = stage.users["secretaris"], rules.listed()[0]
    since = first_day(stage.main)
    hand_over(
        agreement=stage.main,
        name="Gemeente Enschede",
        register="CBS-code",
        identifier="GM0153",
        since=since,
        ground="Het secretariaat is daar ondergebracht",
        by=secretary,
        now=stage.earlier,
    )
    keeping = Keeping(listed.code, listed.name, str(listed.term or rules.FOR_EVER), listed.trigger, listed.source)
    record_class(agreement=stage.main, body=None, keeping=keeping, since=since, by=secretary, now=stage.earlier)
