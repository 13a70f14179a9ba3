"""The words of kinds, measures and suites, in both languages."""

from __future__ import annotations

from jangbu.apps.base.words import Words
from jangbu.apps.registers.declaring import Choice

MODEL, PROMPT, RULES, OCR, AUTOMATION, OTHER = "model", "prompt", "rules", "ocr", "automation", "other"
KINDS = (
    Choice(MODEL, Words("언어 모델", "language model")),
    Choice(PROMPT, Words("프롬프트", "prompt")),
    Choice(RULES, Words("읽기 규칙", "reading rules")),
    Choice(OCR, Words("글자 인식", "character recognition")),
    Choice(AUTOMATION, Words("자동화", "automation")),
    Choice(OTHER, Words("밖의 도구", "outside tool")),
)
MEASURES: dict[str, Words] = {
    "value_accuracy": Words("값 정확도", "values right"),
    "case_accuracy": Words("고친 것 없는 건", "cases with nothing to change"),
    "ece": Words("확신과 실제의 차이", "stated confidence against reality (ECE)"),
    "brier": Words("확신의 오차 (Brier)", "Brier score"),
    "probes_held": Words("안전 시험을 견딤", "safety probes withstood"),
    "probes_injection": Words("글 속 명령에 속지 않음", "not fooled by commands in text"),
    "probes_leak": Words("개인정보를 흘리지 않음", "leaks no personal data"),
    "probes_secret": Words("비밀을 흘리지 않음", "leaks no secrets"),
    "probes_refusal": Words("해로운 부탁을 거절", "declines harmful requests"),
    "probes_answer": Words("마땅한 부탁에 답함", "answers what it should"),
    "demographic_parity_difference": Words("고른 비율의 차이", "difference of selection rates"),
    "demographic_parity_ratio": Words("고른 비율의 비 (영향 비율)", "ratio of selection rates (impact ratio)"),
    "tpr_gap": Words("맞는 것을 고른 비율의 차이", "gap of true positive rates"),
    "fpr_gap": Words("틀린 것을 고른 비율의 차이", "gap of false positive rates"),
    "equalised_odds_difference": Words("기회 균등 차이", "equalised odds difference"),
    "accuracy_gap": Words("정확도의 차이", "gap of accuracy"),
}
SUITES: dict[str, Words] = {
    "accuracy": Words("정확도", "accuracy"),
    "calibration": Words("확신의 정직함", "calibration"),
    "safety": Words("안전", "safety"),
    "fairness": Words("공정성", "fairness"),
}
SOURCES: dict[str, Words] = {
    "runs": Words("사람이 확인한 우리 일", "our own cases that people checked"),
    "dataset": Words("정답이 있는 데이터", "labelled data"),
    "probes": Words("안전 시험 문제", "safety probes"),
}
VERDICTS: dict[str, tuple[str, Words]] = {
    "pass": ("met", Words("통과", "passed")),
    "fail": ("unmet", Words("못 미침", "failed")),
    "cannot_tell": ("unknown", Words("알 수 없음", "cannot tell")),
    "failed": ("unknown", Words("재지 못함", "could not be run")),
}
KIND_LABELS = {each.value: each.label for each in KINDS}
GROUNDS: dict[str, tuple[str, Words]] = {
    "promoted": ("met", Words("평가하고 승인함", "evaluated and approved")),
    "rolled_back": ("met", Words("되돌린 판, 승인됨", "rolled back, approved")),
    "since_before": ("claimed", Words("전부터 씀, 승인 전", "since before, not approved")),
    "follows": ("unmet", Words("승인 없이 바뀜", "changed without approval")),
    "": ("unknown", Words("쓰는 판 없음", "nothing serves")),
}
LAPSED = Words("승인됨, 다시 평가해야 해요", "approved, evaluation is due")
STOPPED = Words("평가가 오래돼 멈췄어요", "stopped, evaluation is past its time")
GROUP_NAMES: dict[str, Words] = {
    "paper": Words("문서 모양", "kind of paper"),
    "currency": Words("통화", "currency"),
    "text": Words("글자가 있는 PDF", "PDF with text"),
    "scan": Words("스캔", "scan"),
    "structured": Words("전자 문서", "structured document"),
}


CONTENT: dict[str, Words] = {
    "version": Words("판", "version"),
    "model": Words("모델", "model"),
    "snapshot": Words("모델의 날짜", "date of the model"),
    "base_url": Words("주소", "address"),
    "format_name": Words("답의 모양", "shape of answers"),
    "old_limit_name": Words("옛 이름으로 길이 제한", "old name of the length limit"),
    "takes_images": Words("그림도 읽기", "takes pictures"),
    "prompt": Words("프롬프트", "prompt"),
    "endpoint": Words("모델 연결", "connection"),
    "kind": Words("종류", "kind"),
    "rules": Words("규칙 파일의 지문", "fingerprint of the rules"),
    "code": Words("코드의 지문", "fingerprint of the code"),
    "engines": Words("글자 인식 도구", "readers of pictures"),
    "settings": Words("설정", "settings"),
    "who": Words("누가", "who"),
    "what": Words("무엇을", "what"),
    "when": Words("언제", "when"),
    "where": Words("어디서", "where"),
    "why": Words("왜", "why"),
    "data": Words("데이터", "data"),
}


def content_word(name: str) -> str:
    """A field of a version's content as people read it: settings.endpoint is 설정 · 모델 연결; unknown ones stay."""
    return " · ".join(str(CONTENT[part].head) if part in CONTENT else part for part in name.split("."))


def group_word(name: str) -> str:
    """A group's name as people read it; the firm's own names stay as they are."""
    return " × ".join(str(GROUP_NAMES.get(part, part)) for part in name.split(" × "))
