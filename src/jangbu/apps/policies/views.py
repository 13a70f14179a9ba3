"""The pages of a policy's versions: writing, comparing, approving, reading, and paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.papers import paper_answer
from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.policies import services
from jangbu.apps.policies.models import Policy, PolicyVersion
from jangbu.apps.policies.paper import paper_of
from jangbu.apps.policies.register import POLICIES
from jangbu.apps.policies.standing import version_of
from jangbu.apps.policies.texts import diff
from jangbu.apps.registers import queries
from jangbu.kernel.errors import Problem

LONGEST = 10_000  # characters of a clause in one language
BLANK: dict[str, Any] = {
    "heading": {"ko": "", "en": ""},
    "text": {"ko": "", "en": ""},
    "lines": {"ko": [], "en": []},
    "binding": None,
}


def _held(request: HttpRequest, policy_id: str) -> Policy:
    found = queries.find(POLICIES, actor_of(request), policy_id)
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() else 0


def _version(policy: Policy, number: str) -> PolicyVersion:
    found = policy.versions.filter(number=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise Http404
    return found


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    made = services.draft_all(actor=actor_of(request), why=_("회사의 기록으로 초안을 만들려고"))
    said = ngettext("초안 %(n)d개를 만들었어요.", "초안 %(n)d개를 만들었어요.", len(made))
    messages.success(request, said % {"n": len(made)} if made else _("네 가지 정책이 이미 있어요."))
    return redirect("policies")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, policy_id: str) -> HttpResponse:
    """The newest text, clause by clause in both languages; saving writes the next version."""
    policy = _held(request, policy_id)
    clauses = policy.current.clauses if policy.current else []
    fault, note, seen = "", "", policy.current.number if policy.current else 0
    if request.method == "POST":
        note, seen = request.POST.get("note", ""), _seen(request)
        clauses = _typed(request.POST, clauses)
        try:
            made = services.write_version(policy, clauses, note=note, seen=seen, actor=actor_of(request))
        except Problem as problem:
            fault = problem.sentence(language())
        else:
            messages.success(request, _("%(n)s판을 썼어요. 앞의 판도 그대로 있어요.") % {"n": made.number})
            return redirect("policies-detail", policy.pk)
    rows = [_row(place, clause) for place, clause in enumerate([*clauses, {**BLANK, "id": ""}])]
    context = {"policy": policy, "rows": rows, "fault": fault, "note": note, "seen": seen}
    return render(request, "policies/write.html", context, status=422 if fault else 200)


def _row(place: int, clause: Mapping[str, Any]) -> dict[str, Any]:
    return {"place": place, **clause, "lines": {key: "\n".join(lines) for key, lines in clause["lines"].items()}}


def _typed(given: Mapping[str, str], old: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the form holds. Bindings are the file's and stay with their clause; the last row may be a new clause."""
    found = []
    for place, clause in enumerate([*old, {**BLANK, "id": _free_id(old)}]):

        def said(part: str, tongue: str, place: int = place) -> str:
            return given.get(f"c{place}-{part}-{tongue}", "")[:LONGEST].replace("\r\n", "\n")

        lines = {each: [line for line in said("lines", each).split("\n") if line.strip()] for each in ("ko", "en")}
        found.append(
            {
                "id": clause["id"],
                "heading": {each: said("heading", each) for each in ("ko", "en")},
                "text": {each: said("text", each) for each in ("ko", "en")},
                "lines": lines,
                "binding": clause["binding"],
            }
        )
    return found if _has_words(found[-1]) else found[:-1]


def _has_words(clause: Mapping[str, Any]) -> bool:
    return any(clause[part][tongue].strip() for part in ("heading", "text") for tongue in ("ko", "en"))


def _free_id(old: list[dict[str, Any]]) -> str:
    known = {clause["id"] for clause in old}
    return next(f"own{number}" for number in range(1, len(old) + 2) if f"own{number}" not in known)


@require_POST
def redraft(request: HttpRequest, policy_id: str) -> HttpResponse:
    policy = _held(request, policy_id)
    before = policy.current.number if policy.current else 0
    made = services.redraft(policy, actor=actor_of(request), why=_("지금 기록에 맞추려고"))
    if made.number == before:
        messages.info(request, _("기록이 그대로라 달라진 것이 없어요."))
        return redirect("policies-detail", policy.pk)
    messages.success(request, _("지금 기록으로 %(n)s판을 썼어요.") % {"n": made.number})
    return redirect(f"{request.path.removesuffix('redraft/')}diff/?old={before}&new={made.number}")


@require_GET
def compare(request: HttpRequest, policy_id: str) -> HttpResponse:
    """Two versions, word by word, in the language of the page."""
    policy = _held(request, policy_id)
    newest = policy.versions.first()
    if newest is None:
        raise Http404
    new = _version(policy, request.GET.get("new", str(newest.number)))
    usual = policy.in_force if policy.in_force and policy.in_force.number < new.number else None
    old = _version(policy, request.GET.get("old", str(usual.number if usual else max(1, new.number - 1))))
    found = diff(old.clauses, new.clauses, language())
    context = {
        "policy": policy,
        "old": old,
        "new": new,
        "clauses": found,
        "changed": sum(1 for each in found if each.state != "same"),
        "same": [each.heading for each in found if each.state == "same"],
        "numbers": policy.versions.values_list("number", flat=True),
    }
    return render(request, "policies/diff.html", context)


@require_POST
def approve(request: HttpRequest, policy_id: str) -> HttpResponse:
    policy = _held(request, policy_id)
    note = request.POST.get("note", "").strip()
    done = services.approve_version(policy, seen=_seen(request), note=note, actor=actor_of(request))
    said = _("승인했고, 이제 시행해요.") if done.state == "approved" else _("승인했어요. 다른 사람을 기다려요.")
    messages.success(request, said)
    return redirect("policies-detail", policy.pk)


@require_POST
def acknowledge(request: HttpRequest, policy_id: str) -> HttpResponse:
    policy = _held(request, policy_id)
    services.acknowledge(policy, seen=_seen(request), actor=actor_of(request))
    messages.success(request, _("읽었다고 적었어요."))
    return redirect("policies-detail", policy.pk)


@require_GET
def paper(request: HttpRequest, policy_id: str, form: str) -> HttpResponse:
    """The version that counts, or ?version=N, as pdf, docx or md in the language of ?language=."""
    policy = _held(request, policy_id)
    number = request.GET.get("version", "")
    version = _version(policy, number) if number else version_of(policy)
    if version is None:
        raise Http404
    firm = people.firm()
    name = firm.name if firm else ""
    wanted = request.GET.get("language", language())
    made = paper_of(policy, version, name, "en" if wanted == "en" else "ko")
    return paper_answer(made, form, timezone.localdate())
