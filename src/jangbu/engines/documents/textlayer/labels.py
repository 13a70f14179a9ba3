"""What invoices call things, in Korean, English, German and French. Patterns match rows in lower case, no spaces."""

from __future__ import annotations

import re
from typing import NamedTuple


class Label(NamedTuple):
    """A pattern, and how surely it means the field (0-1)."""

    pattern: re.Pattern[str]
    weight: float


def _labels(*weighted: tuple[float, str]) -> tuple[Label, ...]:
    return tuple(Label(re.compile(pattern), weight) for weight, pattern in weighted)


START = r"(?:^|(?<=\|))"  # of a row or a cell
NO = r"\)?(?:\([^()]{0,40}\))*(?:nummer|nr\b|nr|number|no\b|no(?=[.:#\d])|num[ée]ro|n[°ºo](?=[.:\d])|id\b|#)\.?"
BILL = (
    r"(?:rechnung|rechnungs|invoice|facture|faktura|beleg|taxinvoice|creditnote|gutschrift|avoir|bill|factuur|quittung|"
    r"fattura|factura|fatura)"
)

NUMBER = _labels(
    (1.0, rf"(?:tax)?{BILL}s?[-/]?{NO}|num[ée]ro(?:de)?(?:la)?facture|n[°ºo]\.?(?:de)?(?:la)?facture|factuurnummer"),
    (0.97, r"(?:\(kr\))?(?:청구서?|계산서|세금계산서|거래명세서|송장|문서)(?:번호|no\.?)"),
    (0.95, rf"[a-zäöüß-]*(?:rechnung|korrektur|gutschrift|storno)\w*{NO}"),
    (0.95, r"[a-zäöüß-]*(?:rechnung|korrektur|gutschrift)(?=#)|invoice(?=[#:])|facture(?=[#:])"),
    (
        0.95,
        r"fakturanr|nrfaktury|numerfaktury|fakturavat(?:nr)?|n(?:umero|\.|°)(?:della)?fattura|fatturan[.°r]|fakturanummer",
    ),
    # a title whose number follows without a word between: "Invoice INV/2023/03/0008"
    (0.9, rf"{START}(?:tax)?{BILL}(?=[a-z]{{0,5}}[-/_]?\d)"),
    (0.8, rf"(?<=\|){BILL}(?=\|)"),  # a column of a heading
    (0.75, rf"{START}#(?=\w*\d)"),
    (
        0.6,
        r"(?:document|doc|reference|referenz|r[ée]f[ée]rence|ref|vorgangs?)[-.]?(?:no|nr|number|nummer)?\.?(?=[:|]|$)",
    ),
    (0.55, r"(?:booking|reservation|receipt|order)(?:id|no|number|ref|#)\.?|영수증?번호|거래번호|buchungsnummer"),
    (0.5, rf"{START}(?:no|nr|n[°º])\.?(?=:)"),
)
DATE = _labels(
    (1.0, r"(?:rechnungs|beleg|ausstellungs|faktura)datum|beleg-datum|rechnungs-datum|datum(?:der)?rechnung"),
    (1.0, r"(?:tax)?invoicedate|dateofinvoice|dateofissue|issue(?:d)?date|issuedon|billingdate|bill(?:ing)?date"),
    (1.0, r"date(?:de)?(?:la)?facture|date(?:de)?facturation|dated'[ée]mission|factuurdatum"),
    (
        1.0,
        r"datawystawienia|datadifattura|datafattura|datadiemissione|fechade(?:la)?factura|fechadeemisi[oó]n|fakturadatum",
    ),
    (1.0, r"작성일자?|작성연월일|작성년월일|발행일자?|발급일자?|청구일자?|거래일자?"),
    (0.9, r"issuedat|datedthe|dated|(?:ausgestellt|datiert)am"),
    (0.8, rf"{START}(?:datum|date|날짜|일자|일시)(?=[:|\d]|$)|(?<=,)den"),
)
DUE_DATE = _labels(
    (
        1.0,
        r"f[äa]llig(?:keit(?:sdatum)?)?(?:am|bis|zum)?|zahlbarbis|zahlungsziel|zahlbarinnerhalb\d+tagen(?:netto)?bis",
    ),
    (
        1.0,
        r"(?:payment)?due(?:date|by|on)|paymentdue|pay(?:able)?by|(?:pleaseremit|payable)until|[ée]ch[ée]ance|dated'[ée]ch[ée]ance|datelimite(?:depaiement)?(?:le)?",
    ),
    (1.0, r"(?:지급|납부|결제|입금)(?:기한|기일|예정일|마감일)|vervaldatum|uiterstebetaaldatum"),
    (1.0, r"terminp[łl]atno[śs]ci|datascadenza|scadenza|fechadevencimiento|vencimiento|f[öo]rfallodatum"),
    (0.9, r"(?:bitte)?[üu]berweisensie(?:den.*?)?biszum|prélev[ée]le"),
)
GROSS = _labels(
    (
        1.0,
        r"(?:rechnungs|gesamt|end|brutto)?(?:summe|betrag|total)(?:brutto|\(?inkl\.?(?:usiv|ive)?(?:der)?(?:gesetzl\.?)?(?:ust|mwst|umsatzsteuer|mehrwertsteuer)?\.?\)?)+",
    ),
    (1.0, r"bruttosumme|bruttobetrag|gesamtbrutto|rechnungsendbetrag|endbetrag|gesamtbetraginkl\w*|gesamtsummebrutto"),
    (
        1.0,
        r"(?:grandtotal|totalincl\w*\.?(?:tax|vat|gst)?|totalamountincl\w*|totalttc|montantttc|nettopayer|totaldue|invoicetotal)",
    ),
    (1.0, r"totaal(?:bedrag)?incl\w*\.?(?:btw)?|totaltopay|totalinvoice(?:amount)?|factuurtotaal(?:in)?|totaalfactuur"),
    (
        1.0,
        r"nale[żz]no[śs][ćc]og[óo][łl]em|dozap[łl]aty|razembrutto|warto[śs][ćc]brutto|totalefattura|totaledocumento|"
        r"totaledovuto|importetotal|totalfactura|totalapagar|attbetala",
    ),
    (1.0, r"합계금액|총합계|총금액|청구금액|총액|공급대가|합계\(?vat포함\)?|총청구금액"),
    (
        0.95,
        r"gesamtbetrag(?!der)|gesamtsumme|rechnungsbetrag|totalbetrag|amountpayable|total(?:amount)?payable|totalgeneral|sommeàpayer",
    ),
    (0.9, r"duepayable|totalamount|amountdue|balancedue|montant(?:total|d[ûu])|totaaltebetalen|totaalbedrag"),
    (0.75, rf"{START}(?:total|summe|gesamt|totaal|합계|계)(?=[:|\d€$£₩(-]|$|eur|usd|\(eur\))"),
)
NET = _labels(
    (
        1.0,
        r"(?:rechnungs|gesamt)?(?:summe|betrag|total)(?:netto|ohne(?:ust|mwst|umsatzsteuer)\.?|\(?exc?k?l\.?(?:ust|mwst)?\.?\)?)+",
    ),
    (
        1.0,
        r"nettosumme|nettobetrag|gesamtnetto|summenetto|zwischensummenetto|warenwertnetto|netto(?:gesamt)?betrag|rechnungssummenetto",
    ),
    (
        1.0,
        r"(?:net|sub)-?total|totalnet|nettotal|netamount|amountexcl\w*|total(?:amount)?(?:excl\w*|before)\.?(?:tax|vat|gst)?|untaxedamount",
    ),
    (1.0, r"totalht|montantht|soustotal|totalhorstaxe|totaal(?:bedrag)?excl\w*\.?(?:btw)?|subtotaal"),
    (
        1.0,
        r"ex(?:clusief|cl\.?)btw|(?:total|amount)?exclusiveof(?:vat|tax|gst)|grondslag|razemnetto|warto[śs][ćc]netto|"
        r"imponibile|baseimponible|totaleimponibile",
    ),
    (1.0, r"공급가액(?:합계)?|소계|공급가합계"),
    (0.8, r"positionssumme|zwischensumme|warenwert|summederpositionen|steuerbasisbetrag|netto(?=[:|\d€]|$)"),
)
TAX = _labels(
    (
        1.0,
        r"(?:summe|gesamt|total)(?:der)?(?:umsatz|mehrwert)steuer|steuerbetrag(?:in[a-z]{3})?|(?:ust|mwst)[.-]*(?:gesamt|betrag|summe)|steuergesamt",
    ),
    (1.0, r"(?:vat|tax|gst|sales-?tax)(?:total|amount)|total(?:vat|tax|gst)|totaltva|montanttva|btw-?bedrag|totaalbtw"),
    (1.0, r"kwotavat|razemvat|totaleiva|importoiva|imposta(?=[|:\d€])|cuotaiva|totaliva|momsbelopp"),
    (1.0, r"세액(?:합계)?|부가가치세|부가세"),
    (
        0.9,
        r"(?:zzgl\.?|zuz[üu]gl(?:ich|\.)|plus|davon|enthaltene)\d*%?(?:\d+(?:[.,]\d+)?%)?(?:gesetzl\.?)?(?:ust|mwst|umsatzsteuer|mehrwertsteuer|vat)\.?",
    ),
    (0.85, rf"{START}(?:umsatzsteuer|mehrwertsteuer|mwst|ust|vat|tva|btw|tax|gst|iva|moms)[.*]*(?=[:|\d(@]|$)"),
)
DUE = _labels(
    (1.0, r"zahlbetrag|f[äa]lligerbetrag|offenerbetrag|zuzahlen(?:derbetrag)?|restbetrag|zahlungsbetrag"),
    (
        1.0,
        r"amountdue|balancedue|duepayable|totaldue|(?:total)?amountpayable|nettopayer|resteàpayer|montantd[ûu]|tebetalen",
    ),
    (1.0, r"청구금액|지급할금액|미수금|받을금액"),
)
CURRENCY = _labels(
    (1.0, r"(?:rechnungs)?w[äa]hrung|betr[äa]gein|(?:invoice)?currency|devise|monnaie|통화|amountsin|alleangabenin")
)
SELLER = _labels(
    (
        1.0,
        r"verk[äa]ufer(?=[:|]|$)|rechnungssteller|rechnungsersteller|lieferant(?=[:|]|$)|leistungserbringer|absender|verk[äa]uferin",
    ),
    (
        1.0,
        r"seller|supplier|vendor|soldby|billedby|invoicefrom|from(?=[:|]|$)|vendeur|fournisseur|[ée]metteur|공급자|공급하는자|발행인",
    ),
    (1.0, r"sprzedawca|wystawca|verkoper|leverancier|venditore|cedente|fornitore|vendedor|proveedor|emisor|s[äa]ljare"),
    (
        0.75,
        r"titulaireducompte|kontoinhaber(?:in)?|account(?:holder|name)(?=[:|])|beneficiary|beg[üu]nstigter|예금주|"
        r"intestatario|rekeninghouder|serviceprovider(?=[:|]|$)|paymentreceivedby|infavou?rof",
    ),
)
BUYER = _labels(
    (
        1.0,
        r"(?<!ver)k[äa]ufer(?:/leistungsempf[äa]nger)?(?=[:|]|$)|rechnungsempf[äa]nger|rechnungsadresse|rechnungan|leistungsempf[äa]nger",
    ),
    (1.0, r"buyer|billto|billedto|invoiceto|soldto|acheteur|factur[ée]à|destinataire|공급받는자|수신"),
    (1.0, r"nabywca|odbiorca|koper(?=[:|]|$)|acquirente|cessionario|cliente(?=[:|]|$)|comprador|k[öo]pare"),
    (
        0.8,
        r"billingaddress|adressedefacturation|factuuradres|kunde(?=[:|]|$)|customer(?:name)?(?=[:|]|$)|client(?=[:|]|$)",
    ),
)
# rows inside a party's block that are about it, but not its name
NOT_NAMES = re.compile(
    r"^(?:gln|globale?nummer|nummer|kunden-?(?:nr|nummer)|lief-?nr|ust|vat|steuer|tel|fon|fax|phone|e-?mail|web|www|http|iban|bic|bank|"
    r"anschrift|adresse|address|handelsname|ansprechpartner|abteilung|siret|siren|tva|weee?-|attn|zh|c/o|p\.?o\.?box|"
    r"postfach|seite|page|\d{1,2}[./]\d{1,2}[./]|konto|hrb|hra|aflever|factuuradres|lieferadr|lieferanschrift|ship(?:ping)?(?:to|address)|bill(?:ing)?(?:to|address)|amtsgericht|gesch[äa]ftsf|rechnung|invoice|facture|date|datum)"
)
NAMED = re.compile(
    r"^(?:name|firma|company|companyname|raisonsociale|상호(?:\(법인명\))?|법인명|회사명)(?:[:：]|(?=[a-z가-힣(]))"
)
LEGAL_FORM = re.compile(
    r"(?:^|[\s(])(?:gmbh(?:\s*&\s*co\.?(?:\s*kg)?)?|ag|kg|ohg|ug|e\.?k\.?|e\.?v\.?|se|ltd|limited|llc|llp|inc|corp|plc|co|"
    r"s\.?a\.?s?|s\.?a\.?r\.?l|eurl|sasu|b\.?v|n\.?v|s\.?r\.?l|s\.?p\.?a|pvt|pty|sp\.?\s?z\s?o\.?\s?o|oy|ab|aps|a/s|k\.k)"
    r"\.?(?:$|[\s,)])|\(주\)|㈜|주식회사|유한회사|\(유\)|합자회사|협동조합",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:rechnung|invoice|facture|계산서|청구서|거래명세|gutschrift|credit\s?note|avoir|factuur|faktura|bill\b)", re.I
)
