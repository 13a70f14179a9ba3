"""The pages of a contract's clauses: reading them, and the letter that asks for what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.papers import paper_answer
from jangbu.apps.base.problems import language
from jangbu.apps.ledger.queries import look_ahead
from jangbu.apps.people import queries as people
from jangbu.apps.registers import queries
from jangbu.apps.vendors import actions
from jangbu.apps.vendors.contracts import services
from jangbu.apps.vendors.contracts.clauses import catalogue
from jangbu.apps.vendors.contracts.gaps import Line, checklist
from jangbu.apps.vendors.contracts.letter import letter
from jangbu.apps.vendors.contracts.models import Contract
from jangbu.apps.vendors.contracts.register import CONTRACTS
from jangbu.apps.vendors.contracts.services import Reading
from jangbu.apps.vendors.words import CLAUSE_STATES
from jangbu.kernel.errors import Problem

MOST_HOURS = 8_760  # a year


def _held(request: HttpRequest, contract_id: str) -> Contract:
    found = queries.find(CONTRACTS, actor_of(request), contract_id)
    if found is None:
        raise Http404
    return found


def _reading(given: Mapping[str, str], clause_id: str) -> Reading:
    hours = given.get(f"{clause_id}-hours", "").strip()
    return Reading(
        clause_id,
        given.get(f"{clause_id}-state", ""),
        given.get(f"{clause_id}-place", "")[:120],
        given.get(f"{clause_id}-quote", "")[:2000],
        min(int(hours), MOST_HOURS) if hours.isdecimal() else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def clauses(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Every clause on one page: what was found, where it stands; empty ones stay unread."""
    contract = _held(request, contract_id)
    lines, fault = checklist(contract).lines, ""
    told = {line.clause.id: _now(line) for line in lines}
    why = ""
    if request.method == "POST":
        why = request.POST.get("why", "").strip()
        given = [_reading(request.POST, line.clause.id) for line in lines]
        told = {reading.clause: reading for reading in given}
        try:
            services.read_clauses(contract, given, actor=actor_of(request), why=why or _("계약서를 읽고"))
        except Problem as problem:
            fault = problem.sentence(language())
        else:
            messages.success(request, _("확인한 조항을 적었어요."))
            return redirect("contracts-detail", contract.pk)
    context = {
        "contract": contract,
        "lines": [(line, told[line.clause.id]) for line in lines],
        "states": CLAUSE_STATES,
        "fault": fault,
        "why": why,
        "as_of": catalogue().as_of,
    }
    return render(request, "vendors/clauses.html", context, status=422 if fault else 200)


def _now(line: Line) -> Reading:
    found = line.finding
    if found is None:
        return Reading(line.clause.id, "")
    return Reading(line.clause.id, found.state, found.place, found.quote, found.hours)


@require_GET
def gaps(request: HttpRequest, contract_id: str) -> HttpResponse:
    """What to negotiate, with proposed wording in both languages."""
    contract = _held(request, contract_id)
    found = checklist(contract)
    ahead = look_ahead(actor_of(request), CONTRACTS.needs("write"), actions.TERMS_ASKED, CONTRACTS.subject(contract))
    context = {
        "contract": contract,
        "gaps": found.gaps,
        "unread": len(found.unread),
        "as_of": catalogue().as_of,
        "may_write": ahead.may,
        "kept_out": ahead.kept_out,
    }
    return render(request, "vendors/gaps.html", context)


@require_GET
def gaps_letter(request: HttpRequest, contract_id: str, form: str) -> HttpResponse:
    """The letter as pdf, docx or md, in the language of ?language=."""
    contract = _held(request, contract_id)
    said = "en" if request.GET.get("language", language()) == "en" else "ko"
    firm = people.firm()
    today = timezone.localdate()
    return paper_answer(letter(contract, firm.name if firm else "", today, said), form, today)  # type: ignore[arg-type]


@require_POST
def asked(request: HttpRequest, contract_id: str) -> HttpResponse:
    contract = _held(request, contract_id)
    services.note_terms_asked(contract, actor=actor_of(request), why=request.POST.get("why", "") or _("문구를 보내서"))
    messages.success(request, _("보냈다고 적었어요."))
    return redirect("contracts-gaps", contract.pk)
