"""Addresses of the pages about people. Fixed words come before the id, so no person is ever named "me"."""

from django.urls import URLPattern

from jangbu.apps.base.routes import PUBLIC, SIGNED_IN, route
from jangbu.apps.people.views import account, entrance, listing, person, using

urlpatterns: list[URLPattern] = [
    route("", listing.people_page, name="people", needs="people.read"),
    route("first/", entrance.first_owner, name="first-owner", needs=PUBLIC),
    route("invitation/<str:token>/", entrance.invitation, name="invitation", needs=PUBLIC),
    route("sample/<str:token>/", entrance.sample, name="sample-link", needs=PUBLIC),
    route("second-factor/", entrance.second_factor, name="second-factor", needs=SIGNED_IN),
    route("me/", account.account, name="account", needs=SIGNED_IN),
    route("me/sessions/end/", account.end_sessions, name="account-end-sessions", needs=SIGNED_IN),
    route("invite/", listing.invite, name="person-invite", needs="people.manage"),
    route("grants/", listing.grants_page, name="grants", needs="people.read"),
    route("grants/use/", using.grants_use, name="grants-use", needs="people.read"),
    route("grants/<str:grant_id>/narrow/", using.narrow, name="grant-narrow", needs="grants.manage"),
    route("grants/<str:grant_id>/widen/", using.widen, name="grant-widen", needs="grants.manage"),
    route("grants/new/", listing.grant, name="grant-new", needs="grants.manage"),
    route("grants/<str:grant_id>/revoke/", person.revoke, name="grant-revoke", needs="grants.manage"),
    route("grants/<str:grant_id>/restore/", person.restore, name="grant-restore", needs="grants.manage"),
    route("grants/<str:grant_id>/extend/", person.extend, name="grant-extend", needs="grants.manage"),
    route("<str:person_id>/", person.person_page, name="person", needs="people.read"),
    route("<str:person_id>/role/", person.change_role, name="person-role", needs="people.manage"),
    route("<str:person_id>/deactivate/", person.deactivate, name="person-deactivate", needs="people.manage"),
    route("<str:person_id>/reactivate/", person.reactivate, name="person-reactivate", needs="people.manage"),
    route("<str:person_id>/erase/", person.erase, name="person-erase", needs="people.manage"),
    route("<str:person_id>/invitation/", person.renew, name="person-renew", needs="people.manage"),
]
