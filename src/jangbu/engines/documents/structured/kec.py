"""Korean electronic tax invoice (전자세금계산서) in the KEC standard XML, version 1.0.

`IssueDateTime`, `ID` and `TypeCode` each occur in several scopes: the sending time is in ExchangedDocument (14 digits),
the day of writing (작성일자) in TaxInvoiceDocument (8 digits), and a party's TypeCode is its line of business (업태).
So every value is looked up under its own parent.
"""

from __future__ import annotations

from jangbu.engines.documents.document import Item, Totals
from jangbu.engines.documents.structured.found import Found, keep
from jangbu.engines.documents.structured.safe_xml import Element, child, children, local, text
from jangbu.engines.documents.structured.values import amount, day

NAMESPACE = "urn:kr:or:kec:standard:Tax:ReusableAggregateBusinessInformationEntitySchemaModule:1:0"
KINDS = {"01": "세금계산서", "02": "수정세금계산서", "03": "계산서", "04": "수정계산서"}
AMENDMENTS = {
    "01": "기재사항 착오정정",
    "02": "공급가액 변동",
    "03": "환입",
    "04": "계약의 해제",
    "05": "내국신용장 사후개설",
    "06": "착오에 의한 이중발급",
}
PURPOSES = {"01": "영수", "02": "청구"}
MEANS = {"10": "cash", "20": "check", "30": "note", "40": "credit"}  # 현금, 수표, 어음, 외상미수금


def read_kec(root: Element) -> Found:
    """Everything we keep of a KEC tax invoice. Amounts are won, so `currency` is KRW by law, not by a field."""
    document, trade = child(root, "TaxInvoiceDocument"), child(root, "TaxInvoiceTradeSettlement")
    totals = child(trade, "SpecifiedMonetarySummation")
    kind, amendment = text(document, "TypeCode"), text(document, "AmendmentStatusCode")
    purpose = text(document, "PurposeCode")
    tax = amount(text(totals, "TaxTotalAmount"))
    if tax is None and (kind or "")[:2] in {"03", "04"} and totals is not None:
        tax = "0"  # 계산서: tax-exempt, the element may be left out
    fields = {
        "number": text(document, "IssueID"),
        "approval_number": text(document, "IssueID"),
        "date": day(text(document, "IssueDateTime")),
        "sent_at": text(child(root, "ExchangedDocument"), "IssueDateTime"),
        "type": kind,
        "kind": KINDS.get((kind or "")[:2]),
        "purpose": PURPOSES.get(purpose or ""),
        "amendment": AMENDMENTS.get(amendment or ""),
        "original_approval_number": text(document, "OriginalIssueID"),
        "note": text(document, "DescriptionText"),
        "import_declaration": text(document, "ReferencedImportDocument", "ID"),
        "currency": "KRW" if totals is not None else None,
        "net": amount(text(totals, "ChargeTotalAmount")),
        "tax": tax,
        "gross": amount(text(totals, "GrandTotalAmount")),
        **_party(child(trade, "InvoicerParty"), "seller"),
        **_party(child(trade, "InvoiceeParty"), "buyer"),
        **_party(child(trade, "BrokerParty"), "broker"),
        **_means(trade),
    }
    lines = tuple(_line(line) for line in children(root, "TaxInvoiceTradeLineItem"))
    return Found("kec", keep(fields), lines, Totals())


def is_kec(root: Element) -> bool:
    return local(root) == "TaxInvoice" and child(root, "TaxInvoiceDocument") is not None


def _party(party: Element | None, role: str) -> dict[str, str | None]:
    contact = child(party, "DefinedContact|PrimaryDefinedContact")
    return {
        role: text(party, "NameText"),
        f"{role}_tax_id": text(party, "ID"),
        f"{role}_branch": text(party, "SpecifiedOrganization", "TaxRegistrationID"),
        f"{role}_id_kind": text(party, "SpecifiedOrganization", "BusinessTypeCode"),
        f"{role}_representative": text(party, "SpecifiedPerson", "NameText"),
        f"{role}_business_type": text(party, "TypeCode"),
        f"{role}_business_item": text(party, "ClassificationCode"),
        f"{role}_address": text(party, "SpecifiedAddress", "LineOneText"),
        f"{role}_contact": text(contact, "PersonNameText"),
        f"{role}_email": text(contact, "URICommunication"),
    }


def _means(trade: Element | None) -> dict[str, str | None]:
    paid: dict[str, str | None] = {}
    for means in children(trade, "SpecifiedPaymentMeans"):
        name = MEANS.get(text(means, "TypeCode") or "")
        if name:
            paid[f"paid_by_{name}"] = amount(text(means, "PaidAmount"))
    return paid


def _line(line: Element) -> Item:
    return Item(
        name=text(line, "NameText") or "",
        quantity=amount(text(line, "ChargeableUnitQuantity")),
        unit_price=amount(text(line, "UnitPrice", "UnitAmount")),
        amount=amount(text(line, "InvoiceAmount")),
        tax=amount(text(line, "TotalTax", "CalculatedAmount")),
        date=day(text(line, "PurchaseExpiryDateTime")),
        detail=text(line, "InformationText") or text(line, "DescriptionText"),
    )
