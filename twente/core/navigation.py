"""The main menu: one table, filtered by what exists and by what this person may do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from twente.core.agreement import Rulebook
from twente.core.permissions import Actor

Opens = Callable[[Actor, Rulebook | None], bool]
OPENS: dict[str, Opens] = {}
"""URL name → whether a place exists for this person under this agreement, where one act does not say it."""


def open_for(url_name: str, opens: Opens) -> None:
    """Let a room say for whom its place in the menu is there; called once, in its `AppConfig.ready`."""
    OPENS[url_name] = opens


@dataclass(frozen=True)
class Entry:
    """A place in the menu: its URL name, and the act of `permissions.toml` that one must be allowed, if any."""

    label: str
    icon: str
    url_name: str
    act: str | None = None
    counted: bool = False
    without_votes: str = ""

    def name(self, *, votes: bool) -> str:
        """The label; another one where an agreement decides nothing by voting (UHO-5, BWT-3)."""
        return self.label if votes or not self.without_votes else self.without_votes


@dataclass(frozen=True)
class Item:
    """An entry as this person sees it."""

    label: str
    icon: str
    address: str
    current: bool
    counted: bool


MENU = (
    Entry("Vandaag", "home", "home:today", counted=True),
    Entry("Jaarplan", "calendar-month", "meetings:year", "agenda_draft"),
    Entry("Vergaderingen", "calendar-event", "meetings:meeting_list", "council_document"),
    Entry("Stemmingen", "gavel", "votes:proposal_list", "result", without_votes="Voorstellen"),
    Entry("Actielijst", "list-check", "meetings:action_list", "agenda_draft"),
    Entry("Financiën", "coin-euro", "finance:overview", "invoices"),
    Entry("Geschillen", "scale", "disputes:dispute_list"),
    Entry("Termijnen", "calendar-time", "home:terms"),
    Entry("Partijen", "building-community", "partnership:party_list", "mandates"),
    Entry("Certificaten", "signature", "documents:certificates", "users_manage"),
    Entry("Archief", "archive", "partnership:archive", "archive_export"),
)


PERSONAL = (
    ("home:mine", "user-check", "Mijn overleg"),
    ("home:calendar_feed", "rss", "Agenda-abonnement"),
    ("home:mail_preferences", "mail", "Mails instellen"),
)
"""Behind the person's name: URL name, icon, label."""


def address_of(url_name: str, slug: str = "") -> str:
    """Address of a page, under the agreement's slug when it has one there; empty when the page does not exist."""
    for args in ([slug], []) if slug else ([],):
        try:
            return reverse(url_name, args=args)
        except NoReverseMatch:
            continue
    return ""


def nearest(path: str, addresses: Iterable[str]) -> str:
    """The address that the path lies under most closely; the site's root only when it is the page itself."""
    above = [address for address in addresses if path == address or (address != "/" and path.startswith(address))]
    return max(above, key=len, default="")


def shown(entry: Entry, actor: Actor, book: Rulebook | None) -> bool:
    """Whether this person may go there."""
    if entry.act is not None and not actor.may(entry.act):
        return False
    return entry.url_name not in OPENS or OPENS[entry.url_name](actor, book)


def menu(actor: Actor | None, path: str, *, votes: bool = True, book: Rulebook | None = None) -> list[Item]:
    """The entries this person sees, the one for the current page marked. Nobody signed in sees none.

    `book` is the rulebook of the agreement at hand, `votes` whether it decides anything by voting.
    """
    if actor is None or actor.user is None:
        return []
    slug = actor.agreement.slug if actor.agreement else ""
    found = [(entry, address_of(entry.url_name, slug)) for entry in MENU if shown(entry, actor, book)]
    here = nearest(path, (address for _, address in found if address))
    return [
        Item(entry.name(votes=votes), entry.icon, address, address == here, entry.counted)
        for entry, address in found
        if address
    ]
