"""A tax invoice as KEC XML, unsigned. For samples and tests: sending one to the tax office needs a signature."""

from __future__ import annotations

from datetime import datetime, time

from lxml import etree

from jangbu.engines.documents.render.invoice import Line, Party, TaxInvoice
from jangbu.engines.documents.structured.kec import NAMESPACE, PURPOSES

XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{NAMESPACE} http://www.kec.or.kr/standard/Tax/TaxInvoiceSchemaModule_1.0.xsd"
MEANS_OF = {"영수": "10", "청구": "40"}  # paid in cash; owed
MEANS = ("10", "20", "30", "40")

Element = etree._Element
NAMES: dict[str | None, str] = {None: NAMESPACE, "xsi": XSI}


def kec_xml(invoice: TaxInvoice) -> bytes:
    """UTF-8 XML in the structure of the KEC standard, version 1.0, without `ds:Signature`."""
    root = etree.Element(f"{{{NAMESPACE}}}TaxInvoice", nsmap=NAMES)  # type: ignore[arg-type]  # lxml-stubs know no default namespace
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    sent = invoice.sent_at or datetime.combine(invoice.day, time(9))
    exchanged = _add(root, "ExchangedDocument")
    _add(exchanged, "ID", invoice.approval_number)
    _add(exchanged, "IssueDateTime", f"{sent:%Y%m%d%H%M%S}")
    _document(root, invoice)
    _settlement(root, invoice)
    for number, line in enumerate(invoice.lines, start=1):
        _line(root, number, line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add(parent: Element, name: str, text: str | None = None) -> Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text is not None:
        element.text = text
    return element


def _given(parent: Element, name: str, text: str) -> None:
    """Optional elements are left out, not left empty."""
    if text:
        _add(parent, name, text)


def _document(root: Element, invoice: TaxInvoice) -> None:
    document = _add(root, "TaxInvoiceDocument")
    _add(document, "IssueID", invoice.approval_number)
    _add(document, "TypeCode", invoice.kind)
    _given(document, "DescriptionText", invoice.note)
    _add(document, "IssueDateTime", f"{invoice.day:%Y%m%d}")
    _given(document, "AmendmentStatusCode", invoice.amendment)
    _add(document, "PurposeCode", next(code for code, said in PURPOSES.items() if said == invoice.purpose))
    _given(document, "OriginalIssueID", invoice.original_approval_number)


def _settlement(root: Element, invoice: TaxInvoice) -> None:
    trade = _add(root, "TaxInvoiceTradeSettlement")
    _party(trade, "InvoicerParty", "DefinedContact", invoice.seller)
    _party(trade, "InvoiceeParty", "PrimaryDefinedContact", invoice.buyer)
    for code in MEANS:
        means = _add(trade, "SpecifiedPaymentMeans")
        _add(means, "TypeCode", code)
        _add(means, "PaidAmount", str(invoice.gross.minor if code == MEANS_OF[invoice.purpose] else 0))
    totals = _add(trade, "SpecifiedMonetarySummation")
    _add(totals, "ChargeTotalAmount", str(invoice.net.minor))
    _add(totals, "TaxTotalAmount", str(invoice.tax.minor))
    _add(totals, "GrandTotalAmount", str(invoice.gross.minor))


def _party(trade: Element, name: str, contact_name: str, party: Party) -> None:
    element = _add(trade, name)
    _add(element, "ID", party.digits)
    _given(element, "TypeCode", party.business_type)
    _add(element, "NameText", party.name)
    _given(element, "ClassificationCode", party.business_item)
    buyer = name == "InvoiceeParty"
    if party.branch or buyer:
        organization = _add(element, "SpecifiedOrganization")
        _given(organization, "TaxRegistrationID", party.branch)
        if buyer:
            _add(organization, "BusinessTypeCode", "01")  # a business number
    _add(_add(element, "SpecifiedPerson"), "NameText", party.representative)
    if party.contact or party.email:
        contact = _add(element, contact_name)
        _given(contact, "PersonNameText", party.contact)
        _given(contact, "URICommunication", party.email)
    _add(_add(element, "SpecifiedAddress"), "LineOneText", party.address)


def _line(root: Element, number: int, line: Line) -> None:
    element = _add(root, "TaxInvoiceTradeLineItem")
    _add(element, "SequenceNumeric", str(number))
    _add(element, "InvoiceAmount", str(line.net.minor))
    _add(element, "ChargeableUnitQuantity", str(line.quantity))
    _given(element, "InformationText", line.detail)
    _add(element, "NameText", line.name)
    _add(element, "PurchaseExpiryDateTime", f"{line.day:%Y%m%d}")
    _add(_add(element, "TotalTax"), "CalculatedAmount", str(line.tax.minor))
    _add(_add(element, "UnitPrice"), "UnitAmount", str(line.unit_price.minor))
