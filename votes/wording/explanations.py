"""Why a vote ended as it did: one explanation per reason, with its article and its reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twente.core.agreement import DecisionRule, Test, share_in_words
from twente.core.articles import full
from votes.rules import Ballots, Choice, Exclusion, Figures, Ground, Outcome, Reason, Vote, excluded_parties, seated
from votes.wording.phrases import Names, capital, counted, in_words, named, number, verb
from votes.wording.recusals import took_no_part


@dataclass(frozen=True)
class Explanation:
    """A title and a sentence. `passed` is None when it only informs; `article` and `reading` can be linked."""

    title: str
    sentence: str
    passed: bool | None
    article: str | None
    reading: str | None = None


@dataclass(frozen=True)
class _Scene:
    """What a sentence may need beside its reason."""

    rule: DecisionRule
    ballots: Ballots | None
    names: Names

    def test(self, kind: str) -> Test:
        return next(test for test in self.rule.tests if test.kind == kind)

    def blank(self) -> tuple[str, ...]:
        found = self.ballots.choosing(Choice.BLANK) if self.ballots else ()
        return tuple(seat.party for seat in found)


def explain(vote: Vote, outcome: Outcome, names: Names) -> tuple[Explanation, ...]:
    """Who might vote, and then each reason in the order of the rule."""
    return (*voters(vote, names), *explain_reasons(vote.rule, outcome, names, ballots=seated(vote)))


def explain_reasons(
    rule: DecisionRule, outcome: Outcome, names: Names, *, ballots: Ballots | None = None
) -> tuple[Explanation, ...]:
    """Each reason of an outcome as an explanation; for decisions without ballots (persons, consent) leave them out."""
    scene = _Scene(rule, ballots, names)
    return tuple(_explained(reason, scene) for reason in outcome.reasons)


def voters(vote: Vote, names: Names) -> tuple[Explanation, ...]:
    """How many parties might vote, and for each that might not, why (BOK-12.1, BOK-12.2)."""
    ballots = seated(vote)
    entitled = len(ballots.entitled)
    title = f"{capital(in_words(entitled))} {'partij mocht' if entitled == 1 else 'partijen mochten'} stemmen"
    by_agreement = excluded_parties(vote.rulebook, vote.rule, vote.matter, vote.readings)
    decided = {seat.party: seat.because for seat in ballots.seats if seat.excluded is Ground.DECISION}
    found = [
        Explanation(title, without_vote(item, vote, names), None, item.article, item.reading)
        for item in by_agreement
        if item.party not in decided
    ]
    found += [
        Explanation(title, took_no_part(names.get(party, party), because), None, vote.rulebook.gaps_article)
        for party, because in decided.items()
    ]
    plain = Explanation(title, "Iedere partij heeft één stem.", None, vote.rulebook.one_vote_article)
    return tuple(found) or (plain,)


def without_vote(exclusion: Exclusion, vote: Vote, names: Names) -> str:
    """Why this party had no vote: "Enschede had geen stem: het onderwerp valt onder artikel 8 en …"."""
    return f"{names.get(exclusion.party, exclusion.party)} had geen stem: {ground_of(exclusion, vote)}."


def ground_of(exclusion: Exclusion, vote: Vote) -> str:
    """The ground of an exclusion by the agreement, in the words of the reading in use (R1)."""
    rule = vote.rulebook.exclusion
    scope = rule.scope[exclusion.value] if rule and exclusion.value else ()
    return f"het onderwerp valt onder {' of '.join(map(full, scope))} en gaat niet over geld"


def _explained(reason: Reason, scene: _Scene) -> Explanation:
    title, sentence = SENTENCES[reason.code]
    return Explanation(
        title=title(reason, scene) if callable(title) else title,
        sentence=capital(sentence(reason, reason.figures or Figures(0, 0, 0), scene)),
        passed=reason.passed,
        article=reason.article,
        reading=reason.reading,
    )


def _ending(reason: Reason) -> str:
    return "gehaald" if reason.passed else "niet gehaald"


def _more_than(test: Test) -> str:
    return "minstens" if test.threshold.exactly_is_enough else "meer dan"


_HEADS_OF = {"uitgebracht": "", "aanwezig": " aanwezige partijen", "stemgerechtigd": " stemgerechtigde partijen"}


def _heads(reason: Reason, figures: Figures, scene: _Scene) -> str:
    """9 voor en 3 tegen. Nodig was meer dan de helft van 12. De onthouding van Haaksbergen telt hier niet mee."""
    test, blank = scene.test("majority_of_votes"), scene.blank()
    against = len(scene.ballots.choosing(Choice.AGAINST)) if scene.ballots else 0
    base = f"{number(figures.whole)}{_HEADS_OF[reason.value or 'uitgebracht']}"
    parts = [f"{figures.reached} voor en {against} tegen."]
    parts.append(f"Nodig was {_more_than(test)} {share_in_words(test.threshold.share)} van {base}.")
    if blank and reason.value in (None, "uitgebracht"):
        what = "De onthouding" if len(blank) == 1 else "De onthoudingen"
        parts.append(f"{what} van {named(blank, scene.names)} {verb(blank, 'telt', 'tellen')} hier niet mee.")
    return " ".join(parts)


_INHABITANTS_OF = {
    "alle_partijen": "inwoners",
    "stemgerechtigd": "inwoners van de stemgerechtigde partijen",
    "aanwezig": "inwoners van de aanwezige partijen",
}


def _inhabitants(reason: Reason, figures: Figures, scene: _Scene) -> str:
    """De voorstemmers vertegenwoordigen 319.980 van 643.603 inwoners. Nodig waren er 321.802: 1.822 te weinig."""
    whose = _INHABITANTS_OF[reason.value or "alle_partijen"]
    if not figures.reached:
        return f"Niemand stemde voor. Nodig waren {number(figures.needed)} van {number(figures.whole)} {whose}."
    short = f": {number(figures.short)} te weinig" if figures.short else ""
    return (
        f"De voorstemmers vertegenwoordigen {number(figures.reached)} van {number(figures.whole)} {whose}."
        f" Nodig waren er {number(figures.needed)}{short}."
    )


def _inhabitants_title(reason: Reason, scene: _Scene) -> str:
    part = share_in_words(scene.test("share_of_inhabitants").threshold.share).removeprefix("de ")
    return f"{capital(part)} van de inwoners: {_ending(reason)}"


def _weighted(reason: Reason, figures: Figures, scene: _Scene) -> str:
    against = figures.whole - figures.reached
    return (
        f"De voorstemmers vertegenwoordigen {number(figures.reached)} inwoners,"
        f" de tegenstemmers {number(against)}. Nodig waren er {number(figures.needed)}."
    )


def _represented(reason: Reason, figures: Figures, scene: _Scene) -> str:
    return f"{figures.reached} van de {figures.whole} partijen waren aanwezig. Nodig waren er {figures.needed}."


def _represented_title(reason: Reason, scene: _Scene) -> str:
    test = scene.test("parties_represented")
    part = share_in_words(test.threshold.share)
    return f"{capital(_more_than(test))} {part} van de partijen aanwezig: {_ending(reason)}"


def _unanimous(reason: Reason, figures: Figures, scene: _Scene) -> str:
    if scene.ballots is None:
        return f"Alle {figures.whole} partijen stemden in."
    if figures.reached < figures.whole:
        blank = scene.blank()
        return f"Niemand stemde tegen. De onthouding van {named(blank, scene.names)} houdt het besluit niet tegen."
    whose = "aanwezige partijen" if figures.whole < len(scene.ballots.entitled) else "partijen"
    return f"Alle {figures.whole} {whose} stemden voor."


Sentence = Callable[[Reason, Figures, _Scene], str]
Title = Callable[[Reason, _Scene], str]


def _about(one: str, more: str, after: str = "") -> Sentence:
    """A sentence that begins with the parties that it is about."""

    def sentence(reason: Reason, figures: Figures, scene: _Scene) -> str:
        said = verb(reason.parties, one, more)
        return f"{named(reason.parties, scene.names)} {said}.{f' {after}' if after else ''}"

    return sentence


def _fixed(sentence: str) -> Sentence:
    """A sentence with the figures filled in."""
    return lambda reason, figures, scene: sentence.format(
        reached=number(figures.reached), whole=number(figures.whole), needed=number(figures.needed)
    )


def _councils(what: str) -> Sentence:
    def sentence(reason: Reason, figures: Figures, scene: _Scene) -> str:
        raad = verb(reason.parties, "de raad", "de raden")
        return what.format(councils=f"{raad} van {named(reason.parties, scene.names)}")

    return sentence


def _slips(reason: Reason, figures: Figures, scene: _Scene) -> str:
    valid = counted(figures.whole, "geldig briefje", "geldige briefjes")
    return f"De hoogste kreeg {figures.reached} van {valid}. Nodig waren er {figures.needed}."


def _heading(what: str) -> Title:
    return lambda reason, scene: f"{what}: {_ending(reason)}"


_UNANIMITY, _HEADS = _heading("Unanimiteit"), _heading("Meerderheid van de stemmen")
_MAJORITY = _heading("Volstrekte meerderheid")

SENTENCES: Mapping[str, tuple[str | Title, Sentence]] = {
    "KOPPEN_GEHAALD": (_HEADS, _heads),
    "KOPPEN_NIET_GEHAALD": (_HEADS, _heads),
    "INWONERS_GEHAALD": (_inhabitants_title, _inhabitants),
    "INWONERS_NIET_GEHAALD": (_inhabitants_title, _inhabitants),
    "GEWOGEN_GEHAALD": (_heading("Gewogen meerderheid"), _weighted),
    "GEWOGEN_NIET_GEHAALD": (_heading("Gewogen meerderheid"), _weighted),
    "TWEEDERDE_VERTEGENWOORDIGD": (_represented_title, _represented),
    "TWEEDERDE_NIET_VERTEGENWOORDIGD": (_represented_title, _represented),
    "UNANIEM": (_UNANIMITY, _unanimous),
    "NIET_UNANIEM_TEGEN": (_UNANIMITY, _about("stemde tegen", "stemden tegen")),
    "NIET_UNANIEM_AFWEZIG": (_UNANIMITY, _about("was er niet en stemde niet", "waren er niet en stemden niet")),
    "NIET_UNANIEM_BLANCO": (_UNANIMITY, _about("onthield zich", "onthielden zich")),
    "NIET_UNANIEM_NIET_GESTEMD": (_UNANIMITY, _about("bracht geen stem uit", "brachten geen stem uit")),
    "QUORUM_NIET_GEHAALD": (
        _heading("Quorum"),
        _fixed("{reached} van de {whole} stemgerechtigde partijen waren aanwezig. Nodig waren er {needed}."),
    ),
    "RADEN_NIET_VOORGELEGD": (
        "Voorleggen aan de raden: nog niet klaar",
        _councils("het voornemen is nog niet voorgelegd aan {councils}."),
    ),
    "RAAD_NIET_INGESTEMD": (
        "Instemming van de raden: nog niet klaar",
        _councils("er is nog geen instemming van {councils}."),
    ),
    "GEEN_SCHRIFTELIJK_VERZOEK": ("Schriftelijk verzoek: ontbreekt", _fixed("Er is nog geen schriftelijk verzoek.")),
    "ONDERWERP_NIET_TOEGELATEN": (
        "Ander onderwerp: nog niet toegelaten",
        _fixed("Eerst besluit het overleg unaniem of het dit onderwerp behandelt."),
    ),
    "VOLSTREKTE_MEERDERHEID": (_MAJORITY, _slips),
    "GEEN_VOLSTREKTE_MEERDERHEID": (_MAJORITY, _slips),
    "STAKEN": (_MAJORITY, _fixed("De kandidaten kregen evenveel briefjes: elk {reached} van {whole}.")),
    "MEER_BRIEFJES_DAN_STEMGERECHTIGDEN": (
        "Te veel briefjes",
        _fixed("Er zijn {reached} briefjes bij {whole} stemgerechtigden. De stemming moet opnieuw."),
    ),
    "BRIEFJES_ONGELIJK_AAN_DEELNEMERS": (
        "Briefjes en deelnemers kloppen niet",
        _fixed("Er zijn {reached} briefjes en {whole} partijen namen deel. De stemming moet opnieuw."),
    ),
    "MEER_BRIEFJES_DAN_UITGEREIKT": (
        "Te veel briefjes",
        _fixed("Er zaten {reached} briefjes in de bus en er zijn er {whole} uitgereikt. De stemming moet opnieuw."),
    ),
    "TUSSENSTEMMING_BESLIST": ("Tussenstemming: beslist", _fixed("De meeste briefjes wezen aan wie doorgaat.")),
    "TUSSENSTEMMING_STAAKT": (
        "Tussenstemming: niet beslist",
        _fixed("De laatste plaats in de herstemming is gedeeld: elk {reached} van {whole} geldige briefjes."),
    ),
    "ZONDER_STEMMING": ("Niemand vroeg om een stemming", _fixed("Aanwezig waren {reached} partijen.")),
    "GEZAMENLIJK": ("Colleges van het cluster: eens", _fixed("Alle {whole} colleges noemden dezelfde persoon.")),
    "NIET_GEZAMENLIJK": ("Colleges van het cluster: niet eens", _fixed("De colleges noemden niet dezelfde persoon.")),
    "WACHT_OP_COLLEGE": ("Colleges van het cluster: nog niet klaar", _about("koos nog niet", "kozen nog niet")),
    "COLLEGE_NIET_IN_CLUSTER": (
        "Niet in dit cluster",
        _about("hoort er niet bij", "horen er niet bij"),
    ),
    "PARTIJ_WEIGERT": ("Instemming van alle partijen: niet gehaald", _about("stemde niet in", "stemden niet in")),
    "WACHT_OP_PARTIJ": (
        "Instemming van alle partijen: nog open",
        _about("besloot nog niet", "besloten nog niet"),
    ),
    "GEEN_REGIONAAL_BESLUIT": (
        "Iedere partij besluit zelf",
        _fixed("{reached} van de {whole} partijen stemden in. Een gezamenlijk besluit is er niet."),
    ),
    "GEEN_BEZWAAR": ("Consensus: gehaald", _fixed("Niemand maakte bezwaar.")),
    "BEZWAAR": (
        "Consensus: niet gehaald",
        _about("maakte bezwaar", "maakten bezwaar", "Het punt komt terug op de agenda."),
    ),
    "MEERDERHEID_VOOR": ("Meerderheid voor", _fixed("{reached} van de {whole} stemmen waren voor.")),
    "GEEN_MEERDERHEID": ("Geen meerderheid", _fixed("{reached} van de {whole} stemmen waren voor.")),
}
"""Title and sentence of every reason that a rule can give."""
