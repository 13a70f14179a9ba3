"""Choices of the policy register."""

from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice

KINDS = (
    Choice("data_use", Words("데이터 이용", "data use")),
    Choice("model_management", Words("AI 모델 관리", "model management")),
    Choice("security", Words("보안", "security")),
    Choice("privacy", Words("개인정보 보호", "privacy")),
)
