"""What leans on a vendor, added and removed on the vendor's page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.registers import queries
from jangbu.apps.vendors.models import Use
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.uses import services


@require_POST
def add(request: HttpRequest, vendor_id: str) -> HttpResponse:
    vendor = queries.find(VENDORS, actor_of(request), vendor_id)
    if vendor is None:
        raise Http404
    kind, _colon, key = request.POST.get("what", "").partition(":")
    services.note_use(vendor, kind, key, actor=actor_of(request), why=_("이 업체에 기대고 있어서"))
    messages.success(request, _("이어 적었어요."))
    return redirect("vendors-detail", vendor.pk)


@require_POST
def remove(request: HttpRequest, use_id: str) -> HttpResponse:
    use = Use.objects.select_related("vendor").filter(pk=use_id).first()
    if use is None:
        raise Http404
    services.remove_use(use, actor=actor_of(request), why=_("이제 기대지 않아서"))
    messages.success(request, _("뺐어요."))
    return redirect("vendors-detail", use.vendor_id)
