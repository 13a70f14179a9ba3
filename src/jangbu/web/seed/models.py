"""The sample firm's model connection: an example that leads nowhere, switched off, and says so."""

from __future__ import annotations

from jangbu.apps.gateway import queries, services
from jangbu.kernel.entry import Actor

NAME = "예시 모델"
NOTE = (
    "예시예요. 이 주소에는 아무것도 없고 꺼져 있어서 아무것도 보내지 않아요. 진짜 모델은 '모델 연결하기'로 더해 주세요."
)
WON = 1_000_000  # millionths of a minor unit


def tell(owner: Actor) -> str:
    """The id of the connection. Told twice, it changes nothing the second time."""
    known = queries.visible(owner).filter(name=NAME).first()
    if known is not None:
        return known.pk
    setup = services.Setup(
        name=NAME,
        base_url="http://127.0.0.1:9/v1",  # the discard port of this computer: nobody listens there
        model="example-1",
        currency="KRW",
        price_in=400 * WON,
        price_out=1_600 * WON,
        price_source="예시 가격",
        country="here",
        private_allowed=True,
        note=NOTE,
    )
    return services.add_endpoint(setup, "", actor=owner, why="모델을 붙이면 어떤 모습인지 보여 주려고").pk
