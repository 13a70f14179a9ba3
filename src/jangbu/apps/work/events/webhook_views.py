"""The pages of outgoing webhooks: whom we tell, of what, and what could not be delivered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.lists import respond
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work.events import queries, subscribing
from jangbu.apps.work.events.forms import SubscriptionForm, action_choices
from jangbu.apps.work.events.listing import MESSAGES, WEBHOOKS
from jangbu.apps.work.events.models import Outgoing, Subscription
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

MOST_RESENT = 1_000


def held(request: HttpRequest, webhook_id: str) -> Subscription:
    found = queries.subscriptions(actor_of(request)).filter(pk=webhook_id).first()
    if found is None:
        raise Http404
    return found


@require_GET
def webhook_list(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    shown = queries.subscriptions(actor)
    context = {
        "may_manage": allowed(actor, "firm.manage"),
        "count": shown.filter(state=Subscription.State.RUNNING).count(),
        "dead": Outgoing.objects.filter(state=Outgoing.State.DEAD).count(),
    }
    return respond(request, WEBHOOKS, shown, "work/events/webhooks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_webhook(request: HttpRequest) -> HttpResponse:
    form = SubscriptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = subscribing.add_subscription(
                told["name"],
                told["url"],
                told["actions"],
                inside=told["inside"],
                actor=actor_of(request),
                why=told["why"],
            )
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
        else:
            return _shown_once(request, made)
    return render(request, "work/events/webhook_form.html", {"form": form})


def _shown_once(request: HttpRequest, made: subscribing.MadeSubscription) -> HttpResponse:
    context = {"webhook": made.subscription, "secret": made.secret}
    return render(request, "work/events/webhook_secret.html", context)


@require_GET
def webhook(request: HttpRequest, webhook_id: str) -> HttpResponseBase:
    found, actor = held(request, webhook_id), actor_of(request)
    said = dict(action_choices())
    context = {
        "webhook": found,
        "may_manage": allowed(actor, "firm.manage"),
        "actions": [said.get(name, name) for name in found.actions],
        "history": ledger.history(Subject("subscription", found.pk), limit=8, reader=actor),
    }
    return respond(request, MESSAGES, found.messages.all(), "work/events/webhook.html", context)


@never_cache
@require_POST
def rotate(request: HttpRequest, webhook_id: str) -> HttpResponse:
    why = request.POST.get("why", "").strip() or _("비밀값을 바꾸려고")
    return _shown_once(
        request, subscribing.rotate_subscription(held(request, webhook_id), actor=actor_of(request), why=why)
    )


@require_POST
def stop(request: HttpRequest, webhook_id: str) -> HttpResponse:
    found = held(request, webhook_id)
    subscribing.stop_subscription(found, actor=actor_of(request), why=request.POST.get("why", ""))
    messages.success(request, _("멈췄어요. 그동안의 일은 다시 보낼 때 함께 나가요."))
    return redirect("webhook", found.pk)


@require_POST
def start(request: HttpRequest, webhook_id: str) -> HttpResponse:
    found = held(request, webhook_id)
    why = request.POST.get("why", "").strip() or _("받는 쪽이 고쳐져서")
    subscribing.start_subscription(found, actor=actor_of(request), why=why)
    messages.success(request, _("다시 보내요."))
    return redirect("webhook", found.pk)


@require_POST
def resend(request: HttpRequest, webhook_id: str) -> HttpResponse:
    found = held(request, webhook_id)
    dead = list(found.messages.filter(state=Outgoing.State.DEAD)[:MOST_RESENT])
    why = request.POST.get("why", "").strip() or _("받는 쪽이 고쳐져서")
    count = subscribing.resend(dead, actor=actor_of(request), why=why)
    said = ngettext("%(n)s건을 다시 보낼 차례에 넣었어요.", "%(n)s건을 다시 보낼 차례에 넣었어요.", count) % {
        "n": f"{count:,}"
    }
    messages.success(request, said)
    return redirect("webhook", found.pk)
