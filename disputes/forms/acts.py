"""Every act with its form."""

from collections.abc import Mapping

from disputes.forms import events, mediation
from disputes.forms.events import EventForm
from disputes.rules.facts import Kind

FORMS: Mapping[Kind, type[EventForm]] = {
    form.kind: form
    for form in (
        *(events.ReceiptForm, events.ChairSkippedForm, events.SecretaryForm, events.ConversationForm),
        *(events.SolutionForm, events.LapsedForm, events.AnnouncementForm),
        *(events.ClosureForm, events.WithdrawalForm, events.OverrideForm),
        *(mediation.MediatorForm, mediation.MediationStartForm, mediation.MediationEndForm, mediation.CostForm),
        *(mediation.SubmissionForm, mediation.DecisionForm, mediation.AppealForm),
    )
}
"""Act → its form."""
