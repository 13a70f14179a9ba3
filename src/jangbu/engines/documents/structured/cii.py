"""UN/CEFACT Cross Industry Invoice: ZUGFeRD 1.0, ZUGFeRD 2 / Factur-X and XRechnung, all profiles.

Sources: EN 16931-1 (BT numbers), ZUGFeRD 1.0 and 2.x specifications. The three dialects differ in the names of the
containers, not in their nesting, so each step of a path names its variants.
"""

from __future__ import annotations

from jangbu.engines.documents.document import Item, TaxShare, Totals
from jangbu.engines.documents.structured.found import Found, keep
from jangbu.engines.documents.structured.safe_xml import Element, child, children, local, text
from jangbu.engines.documents.structured.values import amount, day, per_one

ROOTS = {"CrossIndustryInvoice", "CrossIndustryDocument"}
HEADER = "ExchangedDocument|HeaderExchangedDocument"
TRANSACTION = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
AGREEMENT = "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
DELIVERY = "ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery"
SETTLEMENT = "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
SUMMATION = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
LINE = "IncludedSupplyChainTradeLineItem"
LINE_AGREEMENT = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement"
LINE_DELIVERY = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery"
LINE_SETTLEMENT = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement"
LINE_SUMMATION = "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
RATE = "RateApplicablePercent|ApplicablePercent"
NOT_COUNTED = {"GROUP", "INFORMATION"}  # LineStatusReasonCode of EXTENDED: the amounts sit in the sub-lines


def read_cii(root: Element, attached_as: str = "") -> Found:
    """Everything we keep of a CII document. `attached_as` is the name inside the PDF, which tells the product."""
    header, transaction = child(root, HEADER), child(root, TRANSACTION)
    settlement = child(transaction, SETTLEMENT)
    currency = text(settlement, "InvoiceCurrencyCode")
    summation = child(settlement, SUMMATION)
    fields = {
        "number": text(header, "ID"),
        "date": day(_moment(child(header, "IssueDateTime"))),
        "type": text(header, "TypeCode"),
        "currency": currency,
        "net": amount(_in_currency(summation, "TaxBasisTotalAmount", currency)),
        "tax": amount(_in_currency(summation, "TaxTotalAmount", currency)),
        "gross": amount(_in_currency(summation, "GrandTotalAmount", currency)),
        "due": amount(_in_currency(summation, "DuePayableAmount", currency)),
        "due_date": _due_date(settlement),
        "payment_reference": text(settlement, "PaymentReference"),
        **_parties(child(transaction, AGREEMENT)),
        **_references(transaction),
        **_payment(settlement),
    }
    context = child(root, "ExchangedDocumentContext|SpecifiedExchangedDocumentContext")
    profile = text(context, "GuidelineSpecifiedDocumentContextParameter", "ID")
    lines = tuple(_line(line) for line in children(transaction, LINE))
    return Found(_source(root, profile or "", attached_as), keep(fields), lines, _totals(settlement), profile)


def _source(root: Element, profile: str, attached_as: str) -> str:
    said, name = profile.lower(), attached_as.lower()
    if local(root) == "CrossIndustryDocument":
        return "zugferd"
    if "xrechnung" in said:
        return "xrechnung"
    if "zugferd" in said or "zugferd" in name:
        return "zugferd"
    return "factur-x" if "factur-x" in said or "factur-x" in name else "cii"


def _moment(element: Element | None) -> str | None:
    """DateTimeString in ZUGFeRD, DateTime in some older writers."""
    return text(element, "DateTimeString|DateTime|DateString")


def _in_currency(summation: Element | None, name: str, currency: str | None) -> str | None:
    """The amount in the invoice's currency: the tax total may be stated a second time in the accounting currency."""
    stated = list(children(summation, name))
    own = [one for one in stated if one.get("currencyID") in {currency, None, ""}] or stated
    return text(own[0]) if own else None


def _due_date(settlement: Element | None) -> str | None:
    for terms in children(settlement, "SpecifiedTradePaymentTerms"):
        if found := day(_moment(child(terms, "DueDateDateTime"))):
            return found
    return None


def _parties(agreement: Element | None) -> dict[str, str | None]:
    seller, buyer = child(agreement, "SellerTradeParty"), child(agreement, "BuyerTradeParty")
    return {
        **_party(seller, "seller"),
        **_party(buyer, "buyer"),
        "buyer_reference": text(agreement, "BuyerReference"),
        "order_number": text(agreement, "BuyerOrderReferencedDocument", "IssuerAssignedID|ID"),
    }


def _party(party: Element | None, role: str) -> dict[str, str | None]:
    identifiers: dict[str, str] = {}
    for registration in children(party, "SpecifiedTaxRegistration"):
        identifier = child(registration, "ID")
        if identifier is not None and (value := text(identifier)):
            identifiers.setdefault(identifier.get("schemeID") or "", value)
    vat, fiscal = identifiers.get("VA"), identifiers.get("FC")
    other = next((value for scheme, value in identifiers.items() if scheme not in {"VA", "FC"}), None)
    address = child(party, "PostalTradeAddress")
    parts = [
        text(address, part) for part in ("LineOne", "LineTwo", "LineThree", "PostcodeCode", "CityName", "CountryID")
    ]
    contact = child(party, "DefinedTradeContact")
    return {
        role: text(party, "Name"),
        f"{role}_tax_id": vat or other or fiscal,  # a seller without VAT number is known by the fiscal one (BT-32)
        f"{role}_tax_number": fiscal,
        f"{role}_address": ", ".join(part for part in parts if part) or None,
        f"{role}_contact": text(contact, "PersonName"),
        f"{role}_email": text(contact, "EmailURIUniversalCommunication", "URIID|CompleteNumber"),
    }


def _references(transaction: Element | None) -> dict[str, str | None]:
    settlement, delivery = child(transaction, SETTLEMENT), child(transaction, DELIVERY)
    occurred = child(delivery, "ActualDeliverySupplyChainEvent", "OccurrenceDateTime")
    return {
        "delivery_date": day(_moment(occurred)),
        "original_number": text(settlement, "InvoiceReferencedDocument", "IssuerAssignedID|ID"),
    }


def _payment(settlement: Element | None) -> dict[str, str | None]:
    means = child(settlement, "SpecifiedTradeSettlementPaymentMeans")
    return {
        "iban": text(means, "PayeePartyCreditorFinancialAccount", "IBANID"),
        "bic": text(means, "PayeeSpecifiedCreditorFinancialInstitution", "BICID"),
    }


def _totals(settlement: Element | None) -> Totals:
    summation = child(settlement, SUMMATION)
    shares = tuple(
        TaxShare(
            amount(text(tax, "BasisAmount")),
            amount(text(tax, "CalculatedAmount")),
            amount(text(tax, RATE)),
        )
        for tax in children(settlement, "ApplicableTradeTax")
    )
    return Totals(
        line_total=amount(text(summation, "LineTotalAmount")),
        charges=amount(text(summation, "ChargeTotalAmount")),
        allowances=amount(text(summation, "AllowanceTotalAmount")),
        prepaid=amount(text(summation, "TotalPrepaidAmount")),
        rounding=amount(text(summation, "RoundingAmount")),
        shares=shares,
    )


def _line(line: Element) -> Item:
    product, settlement = child(line, "SpecifiedTradeProduct"), child(line, LINE_SETTLEMENT)
    about = child(line, "AssociatedDocumentLineDocument")
    quantity = child(line, LINE_DELIVERY, "BilledQuantity")
    price = child(line, LINE_AGREEMENT, "NetPriceProductTradePrice")
    total = amount(text(settlement, LINE_SUMMATION, "LineTotalAmount"))
    return Item(
        name=text(product, "Name") or text(about, "IncludedNote", "Content") or "",
        quantity=amount(text(quantity)),
        unit=quantity.get("unitCode") if quantity is not None else None,
        unit_price=per_one(amount(text(price, "ChargeAmount")), text(price, "BasisQuantity")),
        amount=total,
        tax_rate=amount(text(settlement, "ApplicableTradeTax", RATE)),
        detail=text(product, "Description"),
        counts=text(about, "LineStatusReasonCode") not in NOT_COUNTED,
    )
