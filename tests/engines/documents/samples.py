"""Small invoices and PDFs of the tests' own making."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from jangbu.engines.documents import Line, Party, TaxInvoice, business_number
from jangbu.kernel.money import Money

SELLER = Party(
    business_number("214861234"),
    "한빛정밀(주)",
    "김민지",
    "경기도 안산시 단원구 산단로 123, 2층",
    "제조업",
    "금속가공, 정밀부품",
    email="tax@hanbit.example",
)
BUYER = Party(
    business_number("105817654"),
    "주식회사 대성에스티",
    "박성호",
    "서울특별시 금천구 가산디지털1로 168",
    "도소매",
    "산업용 기계",
    email="bill@daesung.example",
    branch="0001",
)


def line(name: str = "알루미늄 브라켓 가공", quantity: int = 12, unit: int = 18_500, detail: str = "AL6061") -> Line:
    net = quantity * unit
    return Line(name, quantity, Money(unit), Money(net), Money(net // 10), date(2026, 10, 12), detail)


def tax_invoice(**changes: object) -> TaxInvoice:
    values: dict[str, object] = {
        "approval_number": "20261102410000420f3c9a1e",
        "day": date(2026, 11, 2),
        "seller": SELLER,
        "buyer": BUYER,
        "lines": (line(), line("샤프트 Ø12", 40, 32_000, "SUS304"), line("운송료", 1, 80_000, "")),
    }
    return TaxInvoice(**{**values, **changes})  # type: ignore[arg-type]  # the tests name the fields they change


CII_NAMES = (
    'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" '
    'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"'
)


def cii(
    *,
    profile: str = "urn:cen.eu:en16931:2017",
    net: str = "300.00",
    tax: str = "57.00",
    gross: str = "357.00",
    lines: Sequence[str] = ("100.00", "200.00"),
) -> bytes:
    """A Cross Industry Invoice as ZUGFeRD 2 and Factur-X write it; no lines make it MINIMUM or BASIC WL."""
    items = "".join(
        f"""<ram:IncludedSupplyChainTradeLineItem>
        <ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
        <ram:SpecifiedTradeProduct><ram:Name>Ware {number}</ram:Name></ram:SpecifiedTradeProduct>
        <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{amount}</ram:ChargeAmount>
        </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
        <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity>
        </ram:SpecifiedLineTradeDelivery>
        <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:RateApplicablePercent>19</ram:RateApplicablePercent>
        </ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation>
        <ram:LineTotalAmount>{amount}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
        </ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"""
        for number, amount in enumerate(lines, start=1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <rsm:CrossIndustryInvoice {CII_NAMES}>
    <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{profile}</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
    <rsm:ExchangedDocument><ram:ID>RE-2026/17</ram:ID><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20261102</udt:DateTimeString></ram:IssueDateTime>
    </rsm:ExchangedDocument>
    <rsm:SupplyChainTradeTransaction>{items}
    <ram:ApplicableHeaderTradeAgreement>
    <ram:SellerTradeParty><ram:Name>Muster GmbH</ram:Name>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration>
    </ram:SellerTradeParty>
    <ram:BuyerTradeParty><ram:Name>Kunden AG</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
    <ram:ApplicableTradeTax><ram:CalculatedAmount>{tax}</ram:CalculatedAmount><ram:BasisAmount>{net}</ram:BasisAmount>
    <ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261202</udt:DateTimeString>
    </ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
    <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>{net}</ram:LineTotalAmount>
    <ram:TaxBasisTotalAmount>{net}</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="USD">61.00</ram:TaxTotalAmount>
    <ram:TaxTotalAmount currencyID="EUR">{tax}</ram:TaxTotalAmount><ram:GrandTotalAmount>{gross}</ram:GrandTotalAmount>
    <ram:DuePayableAmount>{gross}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def cii_of_2014() -> bytes:
    """The same invoice in ZUGFeRD 1.0, whose containers have other names."""
    renamed = {
        "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100": "urn:ferd:CrossIndustryDocument:invoice:1p0",
        "CrossIndustryInvoice": "CrossIndustryDocument",
        "rsm:ExchangedDocumentContext": "rsm:SpecifiedExchangedDocumentContext",
        "rsm:ExchangedDocument>": "rsm:HeaderExchangedDocument>",
        "rsm:SupplyChainTradeTransaction": "rsm:SpecifiedSupplyChainTradeTransaction",
        "ApplicableHeaderTrade": "ApplicableSupplyChainTrade",
        "SpecifiedLineTrade": "SpecifiedSupplyChainTrade",
        "SpecifiedTradeSettlementHeaderMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
        "SpecifiedTradeSettlementLineMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
        "RateApplicablePercent": "ApplicablePercent",
        "urn:cen.eu:en16931:2017": "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort",
    }
    text = cii().decode()
    for new, old in renamed.items():
        text = text.replace(new, old)
    return text.encode()


def ubl(root: str = "Invoice") -> bytes:
    """A PEPPOL BIS 3 invoice or credit note."""
    line_name, quantity = (
        ("InvoiceLine", "InvoicedQuantity") if root == "Invoice" else ("CreditNoteLine", "CreditedQuantity")
    )
    return f"""<?xml version="1.0"?>
    <{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
      xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
      xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
    <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
    <cbc:ID>SNIPPET1</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate><cbc:DueDate>2026-12-02</cbc:DueDate>
    <cbc:{root}TypeCode>{"380" if root == "Invoice" else "381"}</cbc:{root}TypeCode>
    <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
    <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Trading name</cbc:Name></cac:PartyName>
    <cac:PartyTaxScheme><cbc:CompanyID>SE8765456787</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>SupplierOfficialName Ltd</cbc:RegistrationName>
    </cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
    <cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Buyer AB</cbc:RegistrationName>
    </cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
    <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">25.00</cbc:TaxAmount><cac:TaxSubtotal>
    <cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">25.00</cbc:TaxAmount>
    <cac:TaxCategory><cbc:Percent>25</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
    <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">125.00</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">125.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
    <cac:{line_name}><cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="C62">50</cbc:{quantity}>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Paper</cbc:Name></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">200.00</cbc:PriceAmount>
    <cbc:BaseQuantity>100</cbc:BaseQuantity></cac:Price>
    </cac:{line_name}></{root}>""".encode()


def pdf(
    texts: Sequence[tuple[float, float, str]] = (),
    *,
    attached: Mapping[str, bytes] | None = None,
    pages: int = 1,
    catalog: str = "",
    trailer: str = "",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF from scratch: Helvetica text at (left, top) in points on an A4 page, and attachments in the name tree.

    `more` adds raw objects from number 10,000,000 up or replaces ours; `catalog` and `trailer` add raw entries.
    """
    content = "".join(f"BT /F1 10 Tf {x} {842 - y - 10} Td ({_escaped(text)}) Tj ET\n" for x, y, text in texts)
    names, objects = "", {}
    for index, (name, data) in enumerate((attached or {}).items()):
        number = 100 + 2 * index
        packed = zlib.compress(data)
        objects[number] = b"<< /Type /EmbeddedFile /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (
            len(packed),
            packed,
        )
        objects[number + 1] = f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {number} 0 R >> >>".encode()
        names += f"({name}) {number + 1} 0 R "
    kids = " ".join(f"{1000 + number} 0 R" for number in range(pages))
    tree = f"/Names << /EmbeddedFiles << /Names [{names}] >> >>" if names else ""
    objects |= {
        1: f"<< /Type /Catalog /Pages 2 0 R {tree} {catalog} >>".encode(),
        2: f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content.encode("cp1252")), content.encode("cp1252")),
    }
    resources = b"/Resources << /Font << /F1 3 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %b >>" % resources
    objects |= {1000 + number: page for number in range(pages)}
    objects |= more or {}
    return assembled(objects, trailer)


def assembled(objects: Mapping[int, bytes], trailer: str = "") -> bytes:
    parts, places, at = [b"%PDF-1.7\n"], {}, 9
    for number, body in sorted(objects.items()):
        places[number] = at
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(parts[-1])
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    parts.append(f"xref\n0 1\n0000000000 65535 f \n{table}".encode())
    parts.append(f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n".encode())
    return b"".join(parts)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
