"""The form of a proposal with help in choosing its kind, and the part of it that follows the answers (BOK-12)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from meetings import selectors as meetings
from meetings.models import AgendaItem
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.render import render_part, status_line
from twente.core.selectors import reading_values, rulebook_on
from votes import selectors
from votes.forms.choosing import help_of
from votes.forms.proposals import ProposalForm
from votes.views.casting import posted


def proposal_form(request: AgreementRequest, item: AgendaItem, initial: dict[str, Any]) -> ProposalForm:
    """The form for an item under the rulebook of its meeting's day, with what came in."""
    return ProposalForm(
        posted(request),
        initial=initial,
        rulebook=rulebook_on(request.agreement, day_of(item.meeting.starts_at)),
        point=selectors.point_of(item),
        readings=reading_values(request.agreement, day_of(clock.now())),
    )


def form_page(request: AgreementRequest, item: AgendaItem, form: ProposalForm, **context: Any) -> HttpResponse:
    """The page of the form: as asked for, with errors, or beside a newer version."""
    status = context.pop("status", 422 if form.errors else 200)
    context |= {"form": form, "item": item, "help": help_of(form)}
    return render_part(request, "votes/proposal_form.html", part="form", status=status, **context)


@require_GET
@member_page("agenda_edit")
def proposal_choice(request: AgreementRequest, item_pk: int) -> HttpResponse:
    """What the answers so far mean: advice, kinds and consequences, as a fragment beside the questions."""
    item = get_object_or_404(meetings.items_for(request.actor), pk=item_pk)
    form = proposal_form(request, item, initial=request.GET.dict())
    found = help_of(form)
    body = render(request, "votes/_kinds.html", {"form": form, "item": item, "help": found})
    body.write(status_line(request, found.spoken))
    return body
