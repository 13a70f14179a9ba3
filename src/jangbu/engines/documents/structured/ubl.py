"""OASIS UBL 2.1 Invoice and CreditNote, as PEPPOL BIS Billing 3 and XRechnung use them.

A credit note states its amounts as positive numbers; they are reported as written, and `type` tells what they mean.
"""

from __future__ import annotations

from jangbu.engines.documents.document import Item, TaxShare, Totals
from jangbu.engines.documents.structured.found import Found, keep
from jangbu.engines.documents.structured.safe_xml import Element, child, children, local, text
from jangbu.engines.documents.structured.values import amount, day, per_one

NAMESPACES = {
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
}
TOTALS = "LegalMonetaryTotal|RequestedMonetaryTotal"
ADDRESS = ("StreetName", "AdditionalStreetName", "PostalZone", "CityName")


def read_ubl(root: Element) -> Found:
    """Everything we keep of a UBL invoice or credit note."""
    currency = text(root, "DocumentCurrencyCode")
    totals, tax = child(root, TOTALS), _own_tax(root, currency)
    fields = {
        "number": text(root, "ID"),
        "date": day(text(root, "IssueDate")),
        "type": text(root, "InvoiceTypeCode|CreditNoteTypeCode"),
        "currency": currency,
        "net": amount(text(totals, "TaxExclusiveAmount")),
        "tax": amount(text(tax, "TaxAmount")),
        "gross": amount(text(totals, "TaxInclusiveAmount")),
        "due": amount(text(totals, "PayableAmount")),
        "due_date": day(text(root, "DueDate") or text(root, "PaymentMeans", "PaymentDueDate")),
        "buyer_reference": text(root, "BuyerReference"),
        "order_number": text(root, "OrderReference", "ID"),
        "original_number": text(root, "BillingReference", "InvoiceDocumentReference", "ID"),
        "delivery_date": day(text(root, "Delivery", "ActualDeliveryDate")),
        "payment_reference": text(root, "PaymentMeans", "PaymentID"),
        "iban": text(root, "PaymentMeans", "PayeeFinancialAccount", "ID"),
        **_party(child(root, "AccountingSupplierParty", "Party"), "seller"),
        **_party(child(root, "AccountingCustomerParty", "Party"), "buyer"),
    }
    lines = tuple(_line(line) for line in children(root, "InvoiceLine", "CreditNoteLine"))
    return Found("ubl", keep(fields), lines, _totals(totals, tax), text(root, "CustomizationID"))


def _own_tax(root: Element, currency: str | None) -> Element | None:
    """The tax total in the document's currency: a second one may state the accounting currency (BT-111)."""
    stated = list(children(root, "TaxTotal"))
    for total in stated:
        charged = child(total, "TaxAmount")
        if charged is not None and charged.get("currencyID") in {currency, None}:
            return total
    return stated[0] if stated else None


def _party(party: Element | None, role: str) -> dict[str, str | None]:
    vat = other = None
    for scheme in children(party, "PartyTaxScheme"):
        identifier = text(scheme, "CompanyID")
        if (text(scheme, "TaxScheme", "ID") or "VAT").upper() == "VAT":
            vat = vat or identifier
        else:
            other = other or identifier
    address = child(party, "PostalAddress")
    parts = [text(address, part) for part in ADDRESS] + [text(address, "Country", "IdentificationCode")]
    legal = text(party, "PartyLegalEntity", "RegistrationName")
    return {
        role: legal or text(party, "PartyName", "Name"),
        f"{role}_tax_id": vat or other,
        f"{role}_tax_number": other,
        f"{role}_registration": text(party, "PartyLegalEntity", "CompanyID"),
        f"{role}_address": ", ".join(part for part in parts if part) or None,
        f"{role}_contact": text(party, "Contact", "Name"),
        f"{role}_email": text(party, "Contact", "ElectronicMail"),
    }


def _totals(totals: Element | None, tax: Element | None) -> Totals:
    shares = tuple(
        TaxShare(
            amount(text(share, "TaxableAmount")),
            amount(text(share, "TaxAmount")),
            amount(text(share, "TaxCategory", "Percent")),
        )
        for share in children(tax, "TaxSubtotal")
    )
    return Totals(
        line_total=amount(text(totals, "LineExtensionAmount")),
        charges=amount(text(totals, "ChargeTotalAmount")),
        allowances=amount(text(totals, "AllowanceTotalAmount")),
        prepaid=amount(text(totals, "PrepaidAmount")),
        rounding=amount(text(totals, "PayableRoundingAmount")),
        shares=shares,
    )


def _line(line: Element) -> Item:
    quantity = child(line, "InvoicedQuantity|CreditedQuantity")
    return Item(
        name=text(line, "Item", "Name") or text(line, "Item", "Description") or "",
        quantity=amount(text(quantity)),
        unit=quantity.get("unitCode") if quantity is not None else None,
        unit_price=per_one(amount(text(line, "Price", "PriceAmount")), text(line, "Price", "BaseQuantity")),
        amount=amount(text(line, "LineExtensionAmount")),
        tax_rate=amount(text(line, "Item", "ClassifiedTaxCategory", "Percent")),
        detail=text(line, "Item", "Description"),
    )


def is_ubl(root: Element) -> bool:
    tag = root.tag if isinstance(root.tag, str) else ""
    return tag[1:].partition("}")[0] in NAMESPACES or (
        local(root) in {"Invoice", "CreditNote"} and child(root, TOTALS) is not None
    )
