"""The sixteen checks of the order file, in words each peer can be told: (kind, column, what it must be)."""

from __future__ import annotations

STATUS = ("접수", "결제완료", "배송중", "배송완료", "취소", "반품")
MAIL = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$"
FIRST_DAY, LAST_DAY = "2023-01-01", "2025-12-31"
CHECKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("unique", "order_id", ()),
    ("required", "order_id", ()),
    ("pattern", "customer_id", (r"^C\d{7}$",)),
    ("required", "customer_name", ()),
    ("required", "email", ()),
    ("pattern", "email", (MAIL,)),
    ("pattern", "phone", (r"^010-\d{4}-\d{4}$",)),
    ("pattern", "biz_no", (r"^\d{3}-\d{2}-\d{5}$",)),
    ("required", "amount", ()),
    ("range", "amount", ("0", "1000000000")),
    ("range", "qty", ("1", "99")),
    ("range", "order_date", (FIRST_DAY, LAST_DAY)),
    ("required", "ship_date", ()),
    ("order", "order_date", ("ship_date",)),
    ("allowed", "status", STATUS),
    ("required", "address", ()),
)
