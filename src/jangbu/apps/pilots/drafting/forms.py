"""What people type about a plan, one form a section. A text that stays as it was keeps both its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.casewise import ColumnFact
from jangbu.apps.pilots.drafting import content
from jangbu.kernel.errors import Language

OWNED = {"translate": "no"}
PROPOSED, NO_COLUMN = "?", "-"
DIRECTIONS = (("down", _("낮을수록 좋아요")), ("up", _("높을수록 좋아요")))
SOURCES = (
    ("log", _("일의 기록 (사건 기록)")),
    ("runs", _("자동화를 돌린 기록")),
    ("survey", _("설문")),
    ("import", _("표에서 가져오기")),
)
KINDS = (
    ("ratio", _("시작 전보다 몇 %")),
    ("difference", _("시작 전보다 얼마 (단위 그대로)")),
    ("level", _("값 자체")),
)
DESIGNS = (
    ("before_after", _("앞뒤 비교: 시작 전과 견줘요")),
    ("switchback", _("하루씩 번갈아: 켠 날과 끈 날을 견줘요")),
    ("did", _("나란히 비교: 바꾸지 않은 일과 견줘요")),
    ("randomised", _("건마다 나누기: 제비로 나눈 건을 견줘요")),
)
PERS = (("once", _("한 번")), ("month", _("달마다")))
PLANS = (("free", _("무료")), ("low", _("저렴한 요금제")), ("premium", _("비싼 요금제")), ("people", _("사람의 시간")))


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def same_or_typed(before: Any, text: str, said: Language) -> dict[str, str]:
    """Both languages where the text was left alone, else what the person typed."""
    if isinstance(before, Mapping) and content.said(before, said).split() == text.split():
        return dict(before)
    return content.typed(text.strip())


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("왜 고치나요"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class GoalForm(forms.Form):
    name = forms.CharField(label=_("파일럿 이름"), max_length=120)
    text = forms.CharField(label=_("목표"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class KpiForm(forms.Form):
    """One KPI. `id` ties it to its gate; a new one takes the id of its template."""

    id = forms.CharField(widget=forms.HiddenInput, max_length=40)
    name = forms.CharField(label=_("이름"), max_length=80)
    definition = forms.CharField(label=_("정의"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.CharField(label=_("단위"), max_length=20)
    direction = forms.ChoiceField(label=_("방향"), choices=DIRECTIONS)
    axis = forms.ChoiceField(label=_("값의 축"))
    source = forms.ChoiceField(label=_("어디서 오나요"), choices=SOURCES)
    dataset = forms.ChoiceField(label=_("기록이 든 데이터"), required=False, widget=forms.Select(attrs=OWNED))
    baseline_from = forms.DateField(label=_("시작 전 값: 처음 날"), widget=day_input())
    baseline_to = forms.DateField(label=_("시작 전 값: 마지막 날"), widget=day_input())
    core = forms.BooleanField(label=_("중요한 지표예요 (셋까지)"), required=False)

    def __init__(self, *args: Any, datasets: Sequence[tuple[str, str]] = (), said: Language = "ko", **kw: Any) -> None:
        super().__init__(*args, **kw)
        axis, dataset = self.fields["axis"], self.fields["dataset"]
        assert isinstance(axis, forms.ChoiceField)
        assert isinstance(dataset, forms.ChoiceField)
        axis.choices = [(key, text[said]) for key, text in content.axes().items()]
        dataset.choices = [("", "–"), *datasets]


KpiFormSet = forms.formset_factory(KpiForm, extra=0, can_delete=True, max_num=12, absolute_max=12)


class GateForm(forms.Form):
    heading: str = ""  # which KPI, above its fields
    id = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kind = forms.ChoiceField(label=_("어떻게 견주나요"), choices=KINDS)
    change = forms.FloatField(
        label=_("기준"), help_text=_("%로 견주면 −30은 30% 줄이기, 10은 10%까지 늘어도 됨이에요."), localize=False
    )
    aim = forms.CharField(label=_("사람 말로"), max_length=80)


GateFormSet = forms.formset_factory(GateForm, extra=0, can_delete=True, max_num=12, absolute_max=12)


class ScopeForm(forms.Form):
    process = forms.MultipleChoiceField(
        label=_("업무 (세 가지까지)"), required=False, widget=forms.CheckboxSelectMultiple(attrs=OWNED)
    )
    named = forms.CharField(label=_("목록에 없는 일"), max_length=120, required=False)

    def __init__(self, *args: Any, processes: Sequence[tuple[str, str]] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["process"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(processes)


class DesignForm(forms.Form):
    kind = forms.ChoiceField(label=_("비교 방법"), choices=DESIGNS, widget=forms.RadioSelect)
    control = forms.ChoiceField(
        label=_("견줄 일의 기록"),
        required=False,
        help_text=_("나란히 비교할 때, 바꾸지 않을 일의 기록이에요."),
        widget=forms.Select(attrs=OWNED),
    )

    kind_column = forms.ChoiceField(label=_("같은 것끼리 견줄 열 (건의 종류)"), required=False)
    agent_column = forms.ChoiceField(label=_("같은 사람끼리 견줄 열 (담당)"), required=False)

    def __init__(
        self,
        *args: Any,
        datasets: Sequence[tuple[str, str]] = (),
        columns: Sequence[ColumnFact] = (),
        said: Language = "ko",
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        field = self.fields["control"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *datasets]
        for name, role in (("kind_column", "kind"), ("agent_column", "agent")):
            if columns:
                self._offer(name, role, columns, said)
            else:
                del self.fields[name]

    def _offer(self, name: str, role: str, columns: Sequence[ColumnFact], said: Language) -> None:
        """The proposal with its reason, no column, and every column of the log with what is in it."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        proposed = next((each for each in columns if each.proposed == role), None)
        shown = proposed.name if proposed else _("맞는 열이 없어요")
        field.choices = [
            (PROPOSED, _("제안대로: %(name)s") % {"name": shown}),
            (NO_COLUMN, _("나누지 않아요")),
            *((each.name, f"{each.name} · {each.sentence(said)}") for each in columns),
        ]
        told = _("이름과 값을 보고 제안했어요. %(why)s") % {"why": proposed.sentence(said)} if proposed else ""
        field.help_text = told or _("이름으로는 찾지 못했어요. 알맞은 열이 있으면 골라 주세요.")
        field.widget.attrs |= OWNED

    def columns(self) -> dict[str, str]:
        """What was chosen: nothing for the proposal, "" for no column."""
        told = {"kind": self.cleaned_data.get("kind_column"), "agent": self.cleaned_data.get("agent_column")}
        return {role: "" if name == NO_COLUMN else name for role, name in told.items() if name and name != PROPOSED}


class CalendarForm(forms.Form):
    starts_on = forms.DateField(label=_("시작"), widget=day_input())
    ends_on = forms.DateField(label=_("끝"), widget=day_input())
    decide_on = forms.DateField(label=_("판정일"), widget=day_input())
    baseline_from = forms.DateField(label=_("시작 전 값: 처음 날"), widget=day_input())
    baseline_to = forms.DateField(label=_("시작 전 값: 마지막 날"), widget=day_input())
    washout = forms.IntegerField(label=_("익히는 기간 (날)"), min_value=0, max_value=60)


class TextForm(forms.Form):
    """One text, or one thing a line."""

    text = forms.CharField(label=_("내용"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["text"].splitlines() if line.strip()]


class WeekForm(forms.Form):
    week = forms.IntegerField(label=_("몇째 주"), min_value=1, max_value=52)
    title = forms.CharField(label=_("제목"), max_length=120)
    tasks = forms.CharField(label=_("할 일 (한 줄에 하나)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


WeekFormSet = forms.formset_factory(WeekForm, extra=1, can_delete=True, max_num=26, absolute_max=26)


class CostForm(forms.Form):
    name = forms.CharField(label=_("무엇에"), max_length=80)
    amount = forms.IntegerField(label=_("얼마 (원)"), min_value=0, max_value=10**12)
    per = forms.ChoiceField(label=_("언제"), choices=PERS)
    plan = forms.ChoiceField(label=_("종류"), choices=PLANS)


CostFormSet = forms.formset_factory(CostForm, extra=2, can_delete=True, max_num=20, absolute_max=20)
