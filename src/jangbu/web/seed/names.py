"""Invented names, made from parts that occur. Business numbers carry a right check digit and belong to nobody known."""

from __future__ import annotations

import numpy as np

SURNAMES = list("김이박최정강조윤장임한오서신권황안송류홍")
GIVEN_FIRST = list("민서지현수영정은성재준하도예유진승혜동경")
GIVEN_SECOND = list("준우진호훈연아희영수민서현빈윤재경나라원")
FIRM_FIRST = [
    "다온", "가온", "새움", "한울", "누리", "미래", "동방", "태양", "우진", "성일",
    "대명", "세영", "한결", "푸른", "바른", "신광", "정우", "삼보", "유성", "금호",
    "청해", "보람", "해솔", "이든", "라온", "도담", "나래", "선우", "진명", "경인",
]  # fmt: skip
FIRM_SECOND = ["금속", "정공", "테크", "산업", "기계", "툴링", "정밀", "상사", "엔지니어링", "소재", "전자", "플라스틱"]
STREETS = [
    ("인천광역시", "인천", "남동구", "은봉로", "고잔동"),
    ("인천광역시", "인천", "부평구", "부평대로", "청천동"),
    ("경기도", "경기", "시흥시", "공단1대로", "정왕동"),
    ("경기도", "경기", "안산시 단원구", "번영로", "원시동"),
    ("경기도", "경기", "화성시", "동탄기흥로", "방교동"),
    ("서울특별시", "서울", "금천구", "가산디지털1로", "가산동"),
    ("서울특별시", "서울", "구로구", "디지털로", "구로동"),
    ("부산광역시", "부산", "강서구", "녹산산단로", "송정동"),
    ("대구광역시", "대구", "달서구", "성서공단로", "호림동"),
    ("경상남도", "경남", "창원시 성산구", "완암로", "성주동"),
    ("충청남도", "충남", "천안시 서북구", "직산로", "모시리"),
    ("광주광역시", "광주", "광산구", "하남산단로", "하남동"),
]
CHECK_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def person_name(rng: np.random.Generator) -> str:
    return str(rng.choice(SURNAMES)) + str(rng.choice(GIVEN_FIRST)) + str(rng.choice(GIVEN_SECOND))


def business_number(rng: np.random.Generator) -> str:
    """Ten digits with the tax office's check digit, as 123-45-67890."""
    digits = [int(rng.integers(1, 7)), *(int(n) for n in rng.integers(0, 10, 8))]
    total = sum(digit * weight for digit, weight in zip(digits, CHECK_WEIGHTS, strict=True)) + digits[8] * 5 // 10
    text = "".join(map(str, [*digits, (10 - total % 10) % 10]))
    return f"{text[:3]}-{text[3:5]}-{text[5:]}"


def landline(rng: np.random.Generator, area: str = "032") -> str:
    return f"{area}-{rng.integers(200, 900)}-{rng.integers(0, 10_000):04d}"


def mobile(rng: np.random.Generator) -> str:
    return f"010-{rng.integers(2000, 9999)}-{rng.integers(0, 10_000):04d}"
