"""In which language a paper speaks, among those whose labels we know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jangbu.engines.documents.textlayer.korean import is_korean
from jangbu.engines.documents.textlayer.layout import Row

# what words of invoices begin with or hold, as the other languages here do not
STEMS = {
    "de": "rechnung betrag umsatzsteuer mwst summe gesamt netto brutto menge seite bitte kunde datum liefer und zahl",
    "en": "invoice amount due bill payment quantity price subtotal customer address number date of the and receipt",
    "fr": "facture montant échéance règlement quantité désignation ttc tva prix client paiement le les des avis",
    "nl": "factuur bedrag totaal btw aantal prijs betal klant datum het een van artikel omschrijving verval",
    "pl": "faktura sprzedawca nabywca kwota razem termin nip wystawienia wartość zapłaty należność sprzedaży",
    "it": "fattura importo totale imponibile quantità prezzo pagamento scadenza cliente iva della numero",
    "es": "factura importe fecha base cantidad precio pago vencimiento cliente iva número descripción",
}
LONG = 4  # letters from which a stem is found inside words too: Gesamtbetrag
LEAST = 2  # stems that must be there
WORD = re.compile(r"[^\W\d_]+")


def language_of(rows: Sequence[Row]) -> str | None:
    """ISO 639-1, or None where none of the languages we have labels for is recognised."""
    if is_korean(rows):
        return "ko"
    words = {word for row in rows for word in WORD.findall(row.text.casefold())}
    whole = " ".join(words)
    found = {
        language: sum(stem in words or (len(stem) >= LONG and stem in whole) for stem in stems.split())
        for language, stems in STEMS.items()
    }
    best = max(found, key=lambda language: found[language])
    return best if found[best] >= LEAST else None
