"""Why a message did not arrive, as people read it: what happened, and what they can do about it."""

from __future__ import annotations

from jangbu.apps.base.words import Words

NEW_ADDRESS = Words(
    "받는 곳이 이 주소를 받지 않아요. 주소를 새로 받아 채널을 다시 더해 주세요.",
    "The receiver does not accept this address. Get a new one and add the channel again.",
)
TOO_LONG = Words(
    "글이 너무 길다고 받지 않았어요. 규칙의 '할 일'을 줄여 주세요.", "It was too long. Shorten the rule's steps."
)
LEADS_ON = Words(
    "다른 주소로 넘기려 해서 보내지 않았어요. 진짜 주소로 채널을 다시 더해 주세요.",
    "It leads on to another address, so nothing was sent. Add the channel with its real address.",
)
BUSY = Words(
    "받는 곳이 잠시 쉬어 달라고 했어요. 그때까지 기다렸다 보내요.",
    "The receiver asks us to wait; it is sent after that.",
)
BROKEN = Words("받는 곳에 고장이 났어요. 기다렸다 다시 보내요.", "The receiver is out of order; it is tried again.")
ODD = Words("받는 곳이 알 수 없는 답을 했어요.", "The receiver gave an answer we do not know.")
SAID = {
    "timeout": Words("정한 시간 안에 답이 없었어요. 다시 보내요.", "No answer in time; it is tried again."),
    "unreachable": Words(
        "연결하지 못했어요. 인터넷과 주소를 봐 주세요.", "No connection. Look at the network and the address."
    ),
    "certificate": Words(
        "상대가 누구인지 보증하는 인증서를 믿을 수 없어서 보내지 않았어요. 회사 방화벽이 가로채는지 봐 주세요.",
        "Its certificate cannot be trusted, so nothing was sent. See whether a firewall stands in between.",
    ),
    "not recognised": NEW_ADDRESS,
    "llm.address_refused": Words(
        "주소의 이름을 찾지 못했거나 회사 안쪽으로 이어져서 보내지 않았어요.",
        "Its name is not known or leads inside, so nothing was sent.",
    ),
    "stopped": Words("꺼 둔 채널이에요.", "This channel is switched off."),
    "no mail server": Words("메일 서버를 아직 정하지 않았어요.", "No mail server is set up yet."),
    "no address": Words("받을 사람이 없거나 메일 주소가 없어요.", "Nobody to tell, or without an address."),
    "SMTPRecipientsRefused": Words("메일 서버가 받는 주소를 거절했어요.", "The mail server refused the address."),
    "SMTPAuthenticationError": Words(
        "메일 서버의 아이디나 비밀번호가 맞지 않아요.", "The mail server does not accept our name or password."
    ),
}
MAIL = Words(
    "메일 서버에 닿지 못했어요. 메일 설정을 봐 주세요.", "The mail server was not reached. Look at the mail settings."
)
STATUS = {"401": NEW_ADDRESS, "403": NEW_ADDRESS, "404": NEW_ADDRESS, "410": NEW_ADDRESS, "413": TOO_LONG, "429": BUSY}


def told(trouble: str) -> Words | None:
    """A sentence for the short word that is kept with a message; None where all went well."""
    if not trouble:
        return None
    if trouble.startswith("HTTP "):
        status = trouble[5:8]
        family = {"3": LEADS_ON, "5": BROKEN}.get(status[:1], ODD)
        return STATUS.get(status, family)
    return SAID.get(trouble, MAIL)
