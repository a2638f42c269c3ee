"""Reads of meetings: what a person may see, who speaks for a party, who is present."""

from meetings.selectors.agenda import (
    agenda_content,
    agenda_of,
    items_for,
    latest_version,
    readable,
    version_number,
)
from meetings.selectors.attendance import (
    attendances_at,
    present_party_ids,
    seats_taken,
)
from meetings.selectors.mandates import (
    Voter,
    parties_spoken_for,
    registered_for,
    speaking,
    substitutions_of,
    voter_for,
    voters,
)
from meetings.selectors.meetings import (
    bodies_of,
    first_day,
    listed_meetings,
    meetings_for,
    recipients_of,
    same_time,
)
from meetings.selectors.offices import (
    chairs,
    presiders,
    votes_of_presiders,
)
from meetings.selectors.rulebooks import (
    admission_article,
    article_above,
    articles_offered,
    classes_offered,
    rulebook_of,
    signing_article,
    subject_labels,
)

__all__ = [
    "Voter",
    "admission_article",
    "agenda_content",
    "agenda_of",
    "article_above",
    "articles_offered",
    "attendances_at",
    "bodies_of",
    "chairs",
    "classes_offered",
    "first_day",
    "items_for",
    "latest_version",
    "listed_meetings",
    "meetings_for",
    "parties_spoken_for",
    "present_party_ids",
    "presiders",
    "readable",
    "recipients_of",
    "registered_for",
    "rulebook_of",
    "same_time",
    "seats_taken",
    "signing_article",
    "speaking",
    "subject_labels",
    "substitutions_of",
    "version_number",
    "voter_for",
    "voters",
    "votes_of_presiders",
]
