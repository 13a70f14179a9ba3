"""The permission port. Services and pages ask here; the people app answers; nothing bound means nothing allowed."""

from __future__ import annotations

from typing import Protocol

from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Kind, Problem

NOT_ALLOWED = Kind(
    "permission.denied",
    ko="이 일을 할 권한이 없어요 ({permission}).",
    en="You do not have permission for this ({permission}).",
    next_ko="대표나 권한 관리자에게 부탁해 주세요.",
    next_en="Ask the owner or whoever manages access.",
    status=403,
)


class Permits(Protocol):
    def __call__(self, actor: Actor, permission: str, resource: Subject | None) -> bool: ...


_permits: list[Permits] = []  # one answerer, bound once in web/wiring


def bind(permits: Permits) -> None:
    _permits[:] = [permits]


def allowed(actor: Actor, permission: str, resource: Subject | None = None) -> bool:
    """Whether `actor` may do `permission` ("ledger.read"), on `resource` if the right is held per resource."""
    return bool(_permits) and _permits[0](actor, permission, resource)


def require(actor: Actor, permission: str, resource: Subject | None = None) -> None:
    """Raises Problem(NOT_ALLOWED) unless allowed. The first line of every service that writes."""
    if not allowed(actor, permission, resource):
        raise Problem(NOT_ALLOWED, permission=permission)
