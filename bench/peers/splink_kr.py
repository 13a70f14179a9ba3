"""Splink on Korean rows: `companies` (after our normaliser, where FOLDER holds such a file) and the made `customers`.

Values are brought into the form any careful user would: digits of phones, numbers and dates, small letters. What needs
to know Korea, company forms and the two kinds of address, stays as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

import splink.comparison_library as cl  # type: ignore[import-not-found]  # in .venv-bench

from bench.peers.splink_run import Model, run


def digits(column: str) -> str:
    return f"nullif(regexp_replace({column}, '[^0-9]', '', 'g'), '') AS {column}"


COMPANIES: Model = {
    "comparisons": [
        cl.JaroWinklerAtThresholds("name", [0.92, 0.8]),
        cl.LevenshteinAtThresholds("biz_no", [1, 2]),
        cl.LevenshteinAtThresholds("tel", [1, 2]),
        cl.JaroWinklerAtThresholds("addr", [0.92, 0.8]),
        cl.ExactMatch("rep"),
    ],
    "blocking": [("name",), ("biz_no",), ("tel",), ("rep", "substr(addr, 1, 2)"), ("substr(name, 1, 4)",)],
    "deterministic": [("name", "rep"), ("biz_no",), ("tel", "name")],
    "em": [("name",), ("biz_no",), ("tel",)],
}
CUSTOMERS: Model = {
    "comparisons": [
        cl.JaroWinklerAtThresholds("name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("contact").configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("phone", [1, 2]),
        cl.EmailComparison("email"),
        cl.JaroWinklerAtThresholds("address", [0.95, 0.88]),
        cl.LevenshteinAtThresholds("business_number", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("date", [1, 2]),
    ],
    "blocking": [("phone",), ("email",), ("business_number",), ("name", "date"), ("name", "substr(address, 1, 12)")],
    "deterministic": [("name", "phone"), ("email", "name"), ("name", "date", "business_number")],
    "em": [("phone",), ("name", "date")],
}
CUSTOMER_CLEANING = (
    f"* REPLACE ({digits('phone')}, {digits('business_number')}, {digits('date')}, lower(email) AS email)"
)

if __name__ == "__main__":
    which, where = sys.argv[1:3]
    if which == "companies":
        run(Path(where), COMPANIES)
    else:
        run(Path(where), CUSTOMERS, [CUSTOMER_CLEANING], first=int(sys.argv[3]) if len(sys.argv) > 3 else 0)
