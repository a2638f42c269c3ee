"""How a body is called within a sentence: with the right article, and with the capitals of a name."""

import pytest

from meetings.wording.phrases import the


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Bestuurlijk overleg", "het bestuurlijk overleg"),
        ("Ambtelijke werkgroep", "de ambtelijke werkgroep"),
        ("Portefeuillehoudersoverleg economie", "het portefeuillehoudersoverleg economie"),
        ("Bestuur van het Werkbedrijf", "het bestuur van het Werkbedrijf"),
        ("Werkgroep van het bestuur", "de werkgroep van het bestuur"),
        ("Twenteberaad (conferentie van raadsleden)", "het Twenteberaad (conferentie van raadsleden)"),
        ("Twente Board (orgaan van de vier O’s)", "de Twente Board (orgaan van de vier O’s)"),
        ("Kerngroep", "de kerngroep"),
    ],
)
def test_a_body_in_a_sentence(body: str, said: str) -> None:
    assert the(body) == said
