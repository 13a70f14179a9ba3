"""Particles follow the sound of the name that turned up."""

from __future__ import annotations

import pytest

from jangbu.kernel.errors import Kind, Problem
from jangbu.kernel.particles import fitted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'직원'이(가) 없어요", "'직원'이 없어요"),
        ("'거래처'이(가) 없어요", "'거래처'가 없어요"),
        ("직원 명부.csv은(는) 비었어요", "직원 명부.csv는 비었어요"),
        ("‘이메일’(으)로 바꿔요", "‘이메일’로 바꿔요"),
        ("‘상호명’(으)로 바꿔요", "‘상호명’으로 바꿔요"),
        ("10과(와) 12 사이", "10과 12 사이"),
        ("12와(과) 20 사이", "12와 20 사이"),
        ("30%을(를) 넘어요", "30%를 넘어요"),
        ("'SQL'(으)로 읽어요", "'SQL'로 읽어요"),
        ("VPN을(를) 켜요", "VPN을 켜요"),
        ("(주)을(를) 뗐어요", "(주)를 뗐어요"),
        ("'2024.11.27'은(는) '9999-99-99'과(와) 달라요", "'2024.11.27'은 '9999-99-99'와 달라요"),
    ],
)
def test_the_particle_follows_the_sound(written: str, read: str) -> None:
    assert fitted(written) == read


@pytest.mark.parametrize("name", ["♥", "''", "™"])
def test_where_the_sound_is_unknown_both_stay(name: str) -> None:
    assert fitted(f"{name}을(를) 몰라요") == f"{name}을(를) 몰라요"


def test_a_problem_is_said_with_the_particle_that_fits() -> None:
    kind = Kind("t.t", "'{name}'은(는) 없어요.", "No '{name}'.", "{name}(으)로 끝내 주세요.", "End with {name}.")
    assert Problem(kind, name="직원").sentence() == "'직원'은 없어요. 직원으로 끝내 주세요."
    assert Problem(kind, name="직원").sentence("en") == "No '직원'. End with 직원."
