"""The sister agreements of the demonstration, played by the same people, so that a desk shows several overleggen."""

from collections.abc import Iterator
from datetime import date

from meetings.models import Meeting
from twente.core import services
from twente.core.models import Agreement, Mandate, Role
from twente.core.selectors import rulebook_on
from twente.home.demo import sessions as stages
from twente.home.demo.people import Mandated, mandate, slug
from twente.home.demo.sister_scenes import SISTERS, Sister
from twente.home.demo.stage import Stage

OFFICES = (("secretaris", Role.Kind.SECRETARY), ("voorzitter", Role.Kind.CHAIR))


def known(stage: Stage) -> Iterator[tuple[Sister, Agreement]]:
    """Each sister with its agreement: the one, beside the main, whose decisions rest on that test."""
    for sister in SISTERS:
        for agreement in stage.agreements.values():
            rules = rulebook_on(agreement, stage.today).decision_rules
            if agreement != stage.main and any(test.kind == sister.test for rule in rules for test in rule.tests):
                yield sister, agreement


def offices(stage: Stage) -> None:
    """The coordinating secretary and the chair hold the same office here."""
    for _, agreement in known(stage):
        held = set(Role.objects.filter(agreement=agreement).values_list("user__username", "kind"))
        for username, kind in OFFICES:
            if (username, kind) not in held:
                services.give_role(
                    agreement=agreement,
                    user=stage.users[username],
                    kind=kind,
                    since=date(stage.today.year - 2, 1, 1),
                    by=None,
                    now=stage.earlier,
                )


def mandates(stage: Stage) -> None:
    """Some colleges have somebody who speaks for them here too; for the others the secretary records the letter."""
    since = date(stage.today.year - 2, 1, 1)
    for sister, agreement in known(stage):
        given = set(Mandate.objects.filter(agreement=agreement).values_list("party__short_name", flat=True))
        first = max(since, rulebook_on(agreement, stage.today).valid_from)
        for name in sister.speakers:
            if name not in given:
                spoken = Mandated(f"bestuurder.{slug(name)}", first, None, f"Collegebesluit van {name}")
                mandate(stage, agreement, stages.party(stage, name), spoken)


def sessions(stage: Stage) -> None:
    """One coming meeting for each; there already: nothing happens."""
    for sister, agreement in known(stage):
        if not Meeting.objects.filter(form_key=stages.key(sister.scene.key)).exists():
            stages.prepare(stage, sister.scene, agreement)
