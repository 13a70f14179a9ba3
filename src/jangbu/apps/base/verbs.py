"""What a sentence that says what to do reads on a button: "정책을 승인해요" becomes "정책을 승인하기"."""

from __future__ import annotations

# The last verb of such sentences; those that end in 해요 go by one rule.
VERBS = {
    "받아들여요": "받아들이기",
    "바로잡아요": "바로잡기",
    "만들어요": "만들기",
    "살펴봐요": "살펴보기",
    "적어요": "적기",
    "받아요": "받기",
    "남겨요": "남기기",
    "채워요": "채우기",
    "물어요": "묻기",
    "알려요": "알리기",
    "바꿔요": "바꾸기",
    "키워요": "키우기",
    "좁혀요": "좁히기",
    "넓혀요": "넓히기",
    "옮겨요": "옮기기",
    "세워요": "세우기",
    "맡아요": "맡기",
    "넘겨요": "넘기기",
    "골라요": "고르기",
    "고쳐요": "고치기",
    "거둬요": "거두기",
    "이어요": "잇기",
    "들여요": "들이기",
    "들어요": "듣기",
    "닫아요": "닫기",
    "그려요": "그리기",
    "견줘요": "견주기",
    "갖춰요": "갖추기",
    "봐요": "보기",
    "재요": "재기",
    "켜요": "켜기",
    "써요": "쓰기",
    "해요": "하기",
}


def as_button(said: str) -> str:
    """The sentence as a button has it; one that ends otherwise, or is not Korean, stays as it is."""
    for end, noun in VERBS.items():
        if said.endswith(end):
            return said.removesuffix(end) + noun
    return said
