"""Buttons carry verbs."""

from __future__ import annotations

import pytest

from jangbu.apps.base.verbs import as_button


@pytest.mark.parametrize(
    ("said", "button"),
    [
        ("정책을 승인해요", "정책을 승인하기"),
        ("계약을 적거나 이어요", "계약을 적거나 잇기"),
        ("백업을 되살려 봐요", "백업을 되살려 보기"),
        ("일하는 사람 이야기를 들어요", "일하는 사람 이야기를 듣기"),
        ("초안을 만들어요", "초안을 만들기"),
        ("Approve the policy", "Approve the policy"),
        ("", ""),
    ],
)
def test_a_sentence_becomes_a_button(said: str, button: str):
    assert as_button(said) == button
