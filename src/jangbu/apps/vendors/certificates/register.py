"""The register of what vendors have shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Field, Register, Rule, State, Values, declare
from jangbu.apps.vendors.models import Certificate
from jangbu.apps.vendors.words import CERTIFICATES

FIELDS = (
    Field("number", Words("인증 번호", "number"), required=True, listed=True, searched=True, longest=80),
    Field("vendor", Words("업체", "vendor"), "reference", to="vendors", required=True, listed=True, filtered=True),
    Field(
        "standard", Words("인증", "standard"), "choice", choices=CERTIFICATES, required=True, listed=True, filtered=True
    ),
    Field("issuer", Words("발급한 곳", "issuer"), required=True, listed=True, searched=True, longest=120),
    Field("starts_on", Words("시작하는 날", "valid from"), "day", required=True, listed=True),
    Field("expires_on", Words("끝나는 날", "valid until"), "day", required=True, listed=True, lapses=True),
    Field("scope", Words("인증 범위", "scope")),
    Field("url", Words("확인한 주소", "where it was checked"), "url"),
)


def _in_order(values: Values, _row: Certificate | None) -> bool:
    starts, ends = values.get("starts_on"), values.get("expires_on")
    return starts is None or ends is None or starts < ends


CERTIFICATES_REGISTER: Register[Certificate] = declare(
    Register(
        name="certificates",
        path="/vendors/certificates/",
        kind="certificate",
        permission="vendors",
        noun=Words("인증서", "certificate"),
        title=Words("업체의 인증서", "Certificates of vendors"),
        model=Certificate,
        fields=FIELDS,
        states=(State("shown", Words("받았어요", "shown"), "met"),),
        rules=(
            Rule(
                "expires_on",
                Words("끝나는 날이 시작하는 날보다 앞이에요.", "It ends before it starts."),
                _in_order,
            ),
        ),
        key=("number", "vendor"),
        unit=Words("장", "certificates"),
        icon="vendor",
        list_template="vendors/certificates.html",
        empty=Step(
            _("업체가 보여 준 인증서를 적어 보세요."),
            _("끝나는 날이 지나면 업체 평가가 스스로 내려가요."),
            _("인증서 적기"),
            "/vendors/certificates/new/",
        ),
    )
)
