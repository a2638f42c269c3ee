"""Pages of the review of minutes: ask for comments, comment, take over or not, take that back (BOK-5.6)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from meetings.forms.review import CommentForm, DeclineForm, ReviewRoundForm
from meetings.models import AgendaItem, Meeting, ReviewComment
from meetings.presenting.minutes_frame import address, frame
from meetings.selectors import readable
from meetings.selectors import review as selectors
from meetings.selectors.planning import by_hand
from meetings.services import review as services
from meetings.views.minutes import meeting_here, readable_meeting
from meetings.wording import review as wording
from twente.core import clock
from twente.core.access import AgreementRequest, member_page
from twente.core.models import Party
from twente.core.render import go


@require_http_methods(["GET", "POST"])
@member_page("minutes_edit")
def review_open(request: AgreementRequest, pk: int) -> HttpResponse:
    """Ask the members for comments until a day."""
    meeting, now = meeting_here(request, pk), clock.now()
    chosen = by_hand(meeting).get("comments")
    form = ReviewRoundForm(request.POST if request.method == "POST" else None, today=clock.today(), chosen=chosen)
    if form.is_valid():
        opened = services.open_round(meeting=meeting, by=request.user, now=now, **form.cleaned_data)
        messages.success(request, f"De leden kunnen reageren {wording.until(opened.last_day)}. Zij krijgen een mail.")
        return go(request, address(meeting, "minutes_detail"))
    people = selectors.reviewers(request.agreement, meeting, clock.today())
    context = frame(meeting, "Commentaar vragen") | {"form": form, "people": [p for p in people if p != request.user]}
    return render(request, "meetings/review_open.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_page()
def comment_create(request: AgreementRequest, pk: int, item_pk: int) -> HttpResponse:
    """Keep a comment on one item."""
    meeting = readable_meeting(request, pk)
    items = AgendaItem.objects.filter(readable(request.actor), meeting=meeting).select_related("meeting")
    item = get_object_or_404(items, pk=item_pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        context = frame(meeting, "Opmerking") | {"item": item, "form": form, "save_at": request.path}
        return render(request, "meetings/comment_form.html", context, status=422)
    filled = {"remark": form.remark(), "key": form.cleaned_data["key"]}
    comment = services.write_comment(item=item, party=own_party(request), by=request.user, now=clock.now(), **filled)
    messages.success(request, f"Uw opmerking bij punt {item.position} is opgeslagen.")
    return back_to(meeting, comment)


@require_POST
@member_page("minutes_edit")
def comment_take(request: AgreementRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Take a comment over into the text."""
    meeting, comment = comment_here(request, pk, comment_pk)
    services.take_comment(comment=comment, by=request.user, now=clock.now())
    if comment.proposal:
        words = "De voorgestelde tekst staat in het verslag. U kunt hem nog wijzigen."
    else:
        words = f"De opmerking is overgenomen. Pas nu zelf de tekst van punt {comment.item.position} aan."
    messages.success(request, words)
    return back_to(meeting, comment)


@require_http_methods(["GET", "POST"])
@member_page("minutes_edit")
def comment_decline(request: AgreementRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Do not take a comment over, with the reason."""
    meeting, comment = comment_here(request, pk, comment_pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        services.decline_comment(comment=comment, reason=reason, by=request.user, now=clock.now())
        messages.success(request, "De opmerking is niet overgenomen. De reden staat erbij.")
        return back_to(meeting, comment)
    context = frame(meeting, "Niet overnemen") | {"form": form, "comment": comment, "save_at": request.path}
    return render(request, "meetings/comment_decline.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_page("minutes_edit")
def comment_reopen(request: AgreementRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Take the answer to a comment back."""
    meeting, comment = comment_here(request, pk, comment_pk)
    services.reopen_comment(comment=comment, by=request.user, now=clock.now())
    messages.success(request, "De opmerking is weer open.")
    return back_to(meeting, comment)


def comment_here(request: AgreementRequest, pk: int, comment_pk: int) -> tuple[Meeting, ReviewComment]:
    """A comment on these minutes that this person may see; 404 otherwise."""
    meeting = meeting_here(request, pk)
    comments = selectors.comments_of(meeting).filter(readable(request.actor, "item__"))
    return meeting, get_object_or_404(comments.select_related("item__meeting__body__agreement"), pk=comment_pk)


def own_party(request: AgreementRequest) -> Party | None:
    """The party that this person speaks for, if it is one."""
    mine = request.actor.party_ids
    return Party.objects.get(pk=next(iter(mine))) if len(mine) == 1 else None


def back_to(meeting: Meeting, comment: ReviewComment) -> HttpResponse:
    """To the comment under its item."""
    return HttpResponseRedirect(f"{address(meeting, 'minutes_detail')}#opmerking-{comment.pk}")
