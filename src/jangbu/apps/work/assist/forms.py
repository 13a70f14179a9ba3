"""What people type about an assist automation: prompt, inputs, templates; and the inputs of one case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.assist.setup import (
    LONGEST_TEXT,
    Assist,
    Template,
    inputs_as_text,
    inputs_from,
    read,
)
from jangbu.apps.work.automations.forms import PlanForm
from jangbu.apps.work.automations.models import Automation, AutomationVersion
from jangbu.apps.work.automations.services import Plan
from jangbu.apps.work.kinds.asking import budget_of
from jangbu.apps.work.kinds.assist import BLANK, BY_MODEL
from jangbu.kernel.errors import Language

TEMPLATES = 6  # that the form has room for
KINDS = (Automation.Kind.DRAFT, Automation.Kind.DECISION)
TEXT = {"spellcheck": "true", "translate": "no"}


@cache
def examples() -> Mapping[str, Any]:
    """Starting points by name; see examples.yaml."""
    told: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("examples.yaml").read_text("utf-8"))
    return told


class AssistForm(PlanForm):
    straight_through = None  # type: ignore[assignment]  # a person always looks
    settings = None  # type: ignore[assignment]  # every setting has its field

    name = forms.CharField(label=_("자동화 이름"), max_length=120)
    kind = forms.ChoiceField(
        label=_("무엇을 돕나요"),
        choices=[(kind.value, kind.label) for kind in KINDS],
    )
    inputs = forms.CharField(
        label=_("받을 값"),
        help_text=_("한 줄에 하나씩, '이름: 설명'으로 적어요. 이름 뒤에 ?를 붙이면 없어도 돼요."),
        widget=forms.Textarea(attrs={"rows": 3, **TEXT}),
    )
    prompt = forms.CharField(
        label=_("모델에 부탁하는 글"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("값이 들어갈 자리는 {{이름}}으로 적어요. 값은 자료로만 보내고 그 안의 지시는 따르지 않게 해요."),
        widget=forms.Textarea(attrs={"rows": 6, **TEXT}),
    )
    options = forms.CharField(
        label=_("늘 있는 선택지"),
        required=False,
        help_text=_("결정 돕기에서만 써요. 한 줄에 하나씩 적어요."),
        widget=forms.Textarea(attrs={"rows": 3, **TEXT}),
    )
    own = forms.BooleanField(
        label=_("맡긴 사람이 스스로 마무리해도 돼요"),
        required=False,
        help_text=_("밖으로 나가는 것이 없을 때만 켜세요. 끄면 다른 승인자가 마무리해요."),
    )

    def __init__(self, *args: Any, versions_of: Automation | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(1, TEMPLATES + 1):
            name = forms.CharField(
                label=_("서식 이름"), required=False, max_length=80, widget=forms.TextInput(attrs=TEXT)
            )
            text = forms.CharField(
                label=_("서식"),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 5, **TEXT}),
            )
            self.fields[f"template_name_{number}"], self.fields[f"template_text_{number}"] = name, text
        if versions_of is not None:
            del self.fields["name"], self.fields["kind"]
        else:
            del self.fields["note"]

    def templates(self) -> list[tuple[Any, Any, bool]]:
        """(name, text, filled) of each template's place, for the page."""
        places = [(self[f"template_name_{n}"], self[f"template_text_{n}"]) for n in range(1, TEMPLATES + 1)]
        return [(name, text, bool(text.value())) for name, text in places]

    def plan(self) -> Plan:
        told = self.cleaned_data
        pairs = [(told[f"template_name_{n}"].strip(), told[f"template_text_{n}"]) for n in range(1, TEMPLATES + 1)]
        templates = tuple(
            Template(name or _("서식 %(n)s") % {"n": n}, text.replace("\r\n", "\n").strip())
            for n, (name, text) in enumerate(pairs, 1)
            if text.strip()
        )
        assist = Assist(
            told["prompt"].replace("\r\n", "\n").strip(),
            inputs_from(told["inputs"]),
            templates,
            tuple(line.strip() for line in told["options"].splitlines() if line.strip()),
            told["own"],
        )
        settings = {**assist.as_settings(), **self.model()}
        said = (told["who"], told["what"], told["when"], told["where"], told["reason"])
        return Plan(*said, settings, tuple(told["datasets"]))


def from_example(name: str, said: Language) -> dict[str, Any]:
    """An example as the form shows it; nothing for a name that is unknown."""
    held = examples().get(name)
    if held is None:
        return {}
    told = held[said]
    shown = {key: told.get(key, "") for key in ("name", "what", "prompt", "inputs", "options")}
    return {"kind": held["kind"], **shown, **_template_fields(told.get("templates", []))}


def from_version(version: AutomationVersion) -> dict[str, Any]:
    assist, budget = read(version.settings), budget_of(version.settings)
    said = {"who": version.who, "what": version.what, "when": version.when, "where": version.where}
    return {
        **said,
        "reason": version.why,
        "datasets": version.datasets,
        "endpoint": version.settings.get("endpoint", ""),
        "budget": f"{budget.amount().normalize():f}" if budget else "",
        "prompt": assist.prompt,
        "inputs": inputs_as_text(assist.inputs),
        "options": "\n".join(assist.options),
        "own": assist.own,
        **_template_fields([{"name": each.name, "text": each.text} for each in assist.templates]),
    }


def _template_fields(templates: list[dict[str, str]]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for number, each in enumerate(templates[:TEMPLATES], 1):
        shown |= {f"template_name_{number}": each["name"], f"template_text_{number}": each["text"]}
    return shown


class CaseForm(forms.Form):
    """The inputs of one case, as the version names them, and how to begin."""

    def __init__(self, data: Any, version: AutomationVersion, *, drafts: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        assist = read(version.settings)
        for number, each in enumerate(assist.inputs):
            self.fields[f"input_{number}"] = forms.CharField(
                label=each.name,
                help_text=each.hint,
                required=each.needed,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 6 if number == 0 else 3, **TEXT}),
            )
        self._names = [each.name for each in assist.inputs]
        ways: list[tuple[str, Any]] = [(each.name, each.name) for each in assist.templates]
        if version.settings.get("endpoint"):
            ways.insert(0, (BY_MODEL, _("모델이 쓰게 하기")))
        if drafts:
            ways.append((BLANK, _("빈 글에서 시작")))
            pick = forms.Select(attrs={"translate": "no"})
            self.fields["how"] = forms.ChoiceField(label=_("어떻게 시작할까요"), choices=ways, widget=pick)

    def case(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"input_{number}"] for number, name in enumerate(self._names)}

    @property
    def how(self) -> str:
        return str(self.cleaned_data.get("how", ""))
