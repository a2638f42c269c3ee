"""Forms of meetings: they clean and check fields; the services decide."""

from meetings.forms.agenda import (
    ItemForm,
    MoveForm,
    PublishForm,
    SeenForm,
    grouped,
)
from meetings.forms.attendance import (
    MARKS,
    MarkForm,
    SubstitutionForm,
)
from meetings.forms.fields import (
    CLOCK,
    DAY,
    DAYS,
    TIMES,
    clock_field,
    offer,
)
from meetings.forms.planning import (
    MeetingForm,
)
from meetings.forms.session import (
    DecisionForm,
    OpenForm,
)

__all__ = [
    "CLOCK",
    "DAY",
    "DAYS",
    "MARKS",
    "TIMES",
    "DecisionForm",
    "ItemForm",
    "MarkForm",
    "MeetingForm",
    "MoveForm",
    "OpenForm",
    "PublishForm",
    "SeenForm",
    "SubstitutionForm",
    "clock_field",
    "grouped",
    "offer",
]
