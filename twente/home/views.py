"""The front hall: the desk of the signed-in person, and an article in our own words."""

from datetime import datetime
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from meetings.models import Decision
from meetings.selectors import items_for
from twente.core import clock, navigation
from twente.core.access import AgreementRequest, member_page
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on
from twente.home import articles, desk, news, panels
from twente.partnership.selectors import reading_rows


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the desk, or to the login page."""
    return redirect("home:today" if request.user.is_authenticated else "account_login")


@require_safe
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What asks for this person's attention, over all agreements."""
    now: datetime = clock.now()
    user, day = cast("User", request.user), day_of(now)
    actors = desk.actors_of(user, day)
    coming = panels.next_meetings(actors, now)
    found = desk.desk_of(actors, day, now, [meeting.on for meeting in coming])
    desk.remember_size(user, day, found.size)
    context = {
        "desk": found,
        "agreements": [(actor.agreement, address(articles.MEETINGS, actor)) for actor in actors],
        "panels": coming,
        "news": news.since_yesterday(actors, now),
    }
    return render(request, "home/today.html", context)


@require_safe
@login_required
def desk_count(request: HttpRequest) -> HttpResponse:
    """The number beside Vandaag in the menu, for a page that was shown before anybody had counted."""
    size = desk.size_for(cast("User", request.user), clock.now())
    return render(request, "_desk_count.html", {"size": size})


@require_safe
@member_page()
def agreement(request: AgreementRequest) -> HttpResponse:
    """The front page of an agreement: the first page of its menu that this person may open."""
    here = f"/{request.agreement.slug}/"
    found = (item.address for item in navigation.menu(request.actor, request.path) if item.address.startswith(here))
    return redirect(next(found, reverse("home:today")))


@require_safe
@member_page()
def article(request: AgreementRequest, number: str) -> HttpResponse:
    """Our paraphrase of an article, the rules that rest on it, its readings and the decisions that cite it."""
    book = rulebook_on(request.agreement, request.actor.on)
    if number not in book.articles:
        raise Http404
    used = articles.uses(book, number)
    rows = reading_rows(request.agreement, request.actor.on)
    context = {
        "number": number,
        "about": book.articles[number],
        "above": articles.above(book, number),
        "below": [book.articles[other] for other in articles.below(book, number)],
        "uses": [(use, address(use.screen, request.actor)) for use in used if use.kind != "lezing"],
        "rows": [row for row in rows if any(articles.within(each, number) for each in row.rule.articles)],
        "decisions": decisions_on(request.actor, number),
        "document": book.document,
    }
    return render(request, "home/article.html", context)


def address(screen: articles.Screen | None, actor: Actor) -> str:
    """Address of the screen where a rule works; empty while there is none, or none for this person."""
    if screen is None or actor.agreement is None or (screen.act and not actor.may(screen.act)):
        return ""
    for args in ([actor.agreement.slug], []):
        try:
            return reverse(screen.url_name, args=args)
        except NoReverseMatch:
            continue
    return ""


def decisions_on(actor: Actor, number: str) -> list[Decision]:
    """The latest decisions whose reasons cite an article, as far as this person may see them."""
    if not actor.may("result"):
        return []
    cited = Decision.objects.filter(item__in=items_for(actor), reasons__contains=[{"article": number}])
    return list(cited.select_related("item__meeting", "annulment").order_by("-decided_at")[:10])
