"""What a vote delivers is what the minutes print (BOK-12.3)."""

from meetings.documents import decision_on_paper
from meetings.selectors.minutes import live_content
from meetings.wording.minutes import line_text
from tests.cast import Cast
from tests.votes.stage import CLOSED, a_closed_vote
from votes.services import establish_result


def test_established_vote_appears_in_the_minutes_with_names_figures_and_articles(cast: Cast) -> None:
    proposal = a_closed_vote(cast)
    establish_result(proposal=proposal, by=cast.chair, now=CLOSED)
    item = live_content(proposal.item.meeting)["items"][0]
    line = line_text(item["line"])
    assert "Voor 9, tegen 3 (Almelo, Losser en Rijssen-Holten), onthouding 1 (Haaksbergen)." in line
    assert "stemgerechtigd 13 (art.\N{NO-BREAK SPACE}12.2)" in line
    assert "van 643.603 inwoners; nodig 321.802." in line
    paper = decision_on_paper(item["decisions"][0])
    assert [row["name"] for row in paper["tests"]] == ["Stemmen voor", "Inwoners achter de voorstanders"]
    assert [row["choice"] for row in paper["votes"][:5]] == [
        "tegen",
        "voor",
        "voor",
        "niet stemgerechtigd",
        "onthouding",
    ]
    assert all("artikel" in reason for reason in paper["reasons"])
    assert paper["closing_hash"] == proposal.closing_hash
