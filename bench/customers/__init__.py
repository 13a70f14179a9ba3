"""Korean customers to match, with the truth beside them: noisy copies of one customer, and customers who look alike.

    python -m bench.customers OUT.csv TRUTH.csv ROWS SEED
    python -m bench.customers --new 1000 OUT.csv TRUTH.csv ROWS SEED     (late rows for the file that ROWS SEED made)

Four in five rows are customers of their own (40% companies, 60% people); the rest are copies of them with slips of the
keyboard, blanks, moves, new phones, other writing of company form, phone, date and address. A copy always keeps at
least two of phone, e-mail, address, date and business number, so that a careful person could tell. Among the customers
are those that mislead: branches, sibling firms, households, people of one name in one district born in one year, and
successors to a phone number. The truth has one line a row: row (0-based place in the CSV), entity.
"""

from bench.customers.making import write_customers, write_late

__all__ = ["write_customers", "write_late"]
