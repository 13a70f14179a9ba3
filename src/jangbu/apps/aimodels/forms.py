"""What people type about a version and about what is measured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.aimodels.evaluating.datasets import MOST_EVER
from jangbu.apps.aimodels.evaluating.defaults import LIMITS
from jangbu.apps.aimodels.models import AiModel, Suite
from jangbu.apps.aimodels.running import source_of
from jangbu.apps.aimodels.words import MEASURES, SOURCES
from jangbu.apps.sources import queries as data
from jangbu.kernel.money import Money

MOST_GROUPS = 4


class VersionForm(forms.Form):
    label = forms.CharField(
        label=_("판의 이름"), max_length=120, help_text=_("업체의 모델 이름이나 도구의 판 번호예요.")
    )
    note = forms.CharField(label=_("무엇이 달라졌나요"), max_length=300)


class SuiteForm(forms.Form):
    """One suite: where from, the thresholds in per cent, how often, whether a promotion needs it."""

    source = forms.ChoiceField(label=_("무엇으로 재나요"))
    dataset = forms.ChoiceField(label=_("데이터"), required=False, widget=forms.Select(attrs={"translate": "no"}))
    truth = forms.CharField(label=_("정답 열"), max_length=120, required=False)
    prediction = forms.CharField(
        label=_("예측 열"),
        max_length=120,
        required=False,
        help_text=_("비우면 지금 모델에 물어봐요. {version} 자리에는 판 이름이 들어가요."),
    )
    input = forms.CharField(
        label=_("물어볼 글 열"), max_length=120, required=False, help_text=_("예측 열을 비웠을 때만 써요.")
    )
    confidence = forms.CharField(label=_("확신 열"), max_length=120, required=False)
    groups = forms.CharField(
        label=_("견줄 묶음 열"), max_length=300, required=False, help_text=_("쉼표로 나눠요. 예: 지역, 연령대")
    )
    positive = forms.CharField(
        label=_("골랐다고 보는 값"), max_length=120, required=False, help_text=_("공정성에만 써요. 예: 합격")
    )
    most = forms.IntegerField(
        label=_("한 번에 물어볼 행"),
        min_value=1,
        max_value=MOST_EVER,
        required=False,
        help_text=_("모델에 물을 때만 써요. 비우면 200행이에요."),
    )
    budget = forms.DecimalField(
        label=_("한 달에 쓸 돈"),
        min_value=0,
        max_value=1_000_000_000,
        decimal_places=2,
        required=False,
        help_text=_("모델에 물을 때만, 그 모델의 통화로 써요. 다 쓰면 멈추고, 늘리면 멈춘 데서 이어 가요."),
    )
    every_days = forms.IntegerField(label=_("며칠마다"), min_value=1, max_value=366)
    required = forms.BooleanField(label=_("새 판을 쓰려면 꼭 통과해야 해요"), required=False)
    why = forms.CharField(label=_("왜 바꾸나요"), max_length=300)

    def __init__(self, entry: AiModel, kind: str, held: Suite | None, data_given: Any = None) -> None:
        told = held.settings if held else {}
        self.currency = currency = _currency(entry)
        start = {
            "source": held.source if held else "runs",
            "every_days": held.every_days if held else 30,
            "required": held.required if held else False,
            **{
                name: told.get(name, "")
                for name in ("dataset", "truth", "prediction", "input", "confidence", "positive")
            },
            "groups": ", ".join(told.get("groups", [])),
            "most": told.get("most"),
            "budget": _major(told.get("budget_minor"), currency),
        }
        self.limits_of = LIMITS[kind]
        held_limits = held.limits if held else {}
        for name, usual in self.limits_of.items():
            start[f"limit_{name}"] = round(float((held_limits.get(name) or usual)["limit"]) * 100, 1)
        super().__init__(data_given, initial=start)
        self._leave_out(kind, currency)
        names: tuple[str, ...] = ("runs", "dataset")
        source = source_of(entry.kind)
        checked = bool(entry.ref and source is not None and source.judged)
        names = ("probes",) if kind == "safety" else names if checked else ("dataset",)
        self.fields["source"].choices = [(name, SOURCES[name].head) for name in names]  # type: ignore[attr-defined]
        self.fields["dataset"].choices = [("", "–"), *data.choices()]  # type: ignore[attr-defined]
        for name, usual in self.limits_of.items():
            word = MEASURES[name]
            side = _("이하") if usual["at_most"] else _("이상")
            self.fields[f"limit_{name}"] = forms.FloatField(
                label=f"{word.head} (%, {side})", min_value=0, max_value=100
            )
        self.order_fields(["source", *(f"limit_{name}" for name in self.limits_of), "every_days", "required"])

    def _leave_out(self, kind: str, currency: str) -> None:
        """Fields that say nothing for this kind of measure, or where nothing could be asked."""
        gone: tuple[str, ...] = () if currency else ("input", "most")
        if kind == "safety":
            gone = ("dataset", "truth", "prediction", "input", "most", "confidence", "groups", "positive")
        if kind != "calibration":
            gone = (*gone, "confidence")
        if kind != "fairness":
            gone = (*gone, "groups", "positive")
        for name in (*gone, *(() if currency else ("budget",))):
            self.fields.pop(name, None)

    def told(self) -> dict[str, Any]:
        """As `services.set_suite` takes it."""
        given = self.cleaned_data
        limits = {
            name: {"limit": given[f"limit_{name}"] / 100, "at_most": usual["at_most"]}
            for name, usual in self.limits_of.items()
        }
        settings: dict[str, Any] = {}
        if given["source"] == "dataset":
            names = dict(data.choices())
            settings = {
                name: given.get(name) or ""
                for name in ("dataset", "truth", "prediction", "input", "confidence", "positive")
            }
            settings["groups"] = [each.strip() for each in given.get("groups", "").split(",") if each.strip()][
                :MOST_GROUPS
            ]
            settings["name"] = names.get(given["dataset"], "")
        if given.get("most"):
            settings["most"] = given["most"]
        if given.get("budget") is not None:
            settings["budget_minor"] = Money.of(str(given["budget"]), self.currency).minor
        return {
            "source": given["source"],
            "limits": limits,
            "every_days": given["every_days"],
            "required": given["required"],
            "settings": settings,
        }


def _currency(entry: AiModel) -> str:
    """In which money its questions are paid; empty where nothing can be asked."""
    source, version = source_of(entry.kind), entry.versions.first()
    if source is None or source.price is None or version is None:
        return ""
    price = source.price(entry.ref, version.content, 0, 0)
    return price.currency if price else ""


def _major(minor: int | None, currency: str) -> Any:
    return None if minor is None or not currency else Money(int(minor), currency).amount()
