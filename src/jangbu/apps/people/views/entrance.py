"""Ways in: the first owner, an invitation, the sample firm's one-time link, setting up a second factor."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_noop as noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from jangbu.apps.base.problems import language
from jangbu.apps.people import queries, services
from jangbu.apps.people.forms import FirstOwnerForm, PasswordTwice
from jangbu.apps.people.loopback import is_from_this_machine
from jangbu.apps.people.models import SECOND_FACTOR_KEY, Person
from jangbu.apps.people.problems import EMAIL_INVALID, EMAIL_TAKEN, FIRM_EXISTS, PASSWORD_WEAK
from jangbu.apps.people.services.invitations import invited_by
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


def enter(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Sign in whoever has just set their password, then on to the second factor where the role asks for one."""
    login = Login(user=person, redirect_url=reverse("second-factor"))
    response: HttpResponseBase = perform_password_login(request, {"email": person.email}, login)
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_owner(request: HttpRequest) -> HttpResponseBase:
    """Only on an empty home and from this machine; for everybody else this page does not exist."""
    if not is_from_this_machine(request) or not queries.home_is_empty():
        raise Http404
    form = FirstOwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            owner = services.create_firm(
                given["firm"],
                given["email"],
                given["name"],
                given["password"],
                actor=Actor.operator("127.0.0.1"),
                why=noop("처음 설정"),
                language=language(),
            )
        except Problem as problem:
            _say_in_form(form, problem)
        else:
            return enter(request, owner)
    return render(request, "people/first.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    person = invited_by(token)
    form = PasswordTwice(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.accept_invitation(token, form.cleaned_data["password"])
        except Problem as problem:
            _say_in_form(form, problem)
        else:
            return enter(request, Person.objects.get(pk=person.pk))
    context = {"form": form, "person": person, "firm": queries.firm()}
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def sample(request: HttpRequest, token: str) -> HttpResponse:
    services.use_sample_link(token, request)
    return redirect("/")


@never_cache
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set one up, or prove the one there is; whoever is through goes on to the first page."""
    person = request.user
    standing = Person.objects.standing(str(person.pk))
    if standing is None or (request.session.get(SECOND_FACTOR_KEY) == person.pk and standing.has_second_factor):
        return redirect("/")
    if not standing.must_have_second_factor and not standing.has_second_factor:
        return redirect("/")
    kinds = set(Person.objects.filter(pk=person.pk).values_list("authenticator__type", flat=True))
    prove = "mfa_reauthenticate" if "totp" in kinds else "mfa_reauthenticate_webauthn"
    context = {"has_second_factor": standing.has_second_factor, "prove_url": f"{reverse(prove)}?next=/"}
    return render(request, "people/second_factor.html", context)


FIELDS = {EMAIL_INVALID.code: "email", EMAIL_TAKEN.code: "email", PASSWORD_WEAK.code: "password"}


def _say_in_form(form: FirstOwnerForm | PasswordTwice, problem: Problem) -> None:
    """What can be mended on this very page is said beside its field; anything else goes on to the problem page."""
    field = FIELDS.get(problem.code)
    if field is None or problem.kind == FIRM_EXISTS:
        raise problem
    said = str(problem.values["reasons"]) if problem.kind == PASSWORD_WEAK else problem.sentence(language())
    form.add_error(field, said)
