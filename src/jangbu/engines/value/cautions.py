"""What a reader must know before believing a number: short series, thin weekdays, peaks, odd scales."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from jangbu.engines.value.effect import Falsification, Warned
from jangbu.engines.value.series import Day, chosen
from jangbu.kernel.holidays import holiday_years

BASELINE_DAYS = 28
GOOD_BASELINE_DAYS = 42
EACH_WEEKDAY = 4
PILOT_DAYS = 10
FALSE_ALARMS = 0.2

CONTROL_MOVED = Warned(
    "control_moved",
    "견준 업무도 시작일에 함께 달라졌어요. 그 업무에도 변화가 있었는지 확인해 주세요.",
    "The control changed at the start as well. Check whether something touched it too.",
)
CARRIED_OVER = Warned(
    "carried_over",
    "켠 날의 효과가 다음 끈 날까지 이어진 것 같아요. 하루보다 길게 켜고 꺼야 할 수 있어요.",
    "A day on seems to leave something behind on the next day off. Switching by longer spells may be needed.",
)
LINEAR = Warned(
    "linear_scale",
    "0 이하인 값이 있어서 비율이 아니라 차이로 계산하고, 평균으로 나눠 비율을 냈어요.",
    "Some values are zero or less, so the difference was estimated and the ratio taken from the means.",
)
AFTER_PEAK = Warned(
    "after_peak",
    "시작 바로 전 주가 가장 나빴던 때라 저절로 나아졌을 수 있어요. 그 7일을 빼고 계산했어요.",
    "The week before the start was the worst one, so things may have improved by themselves; it was left out.",
)
DISAGREE = Warned(
    "last_week_matters",
    "시작 전 마지막 7일을 빼면 결과가 눈에 띄게 달라져요. 그 주에 무슨 일이 있었는지 확인해 주세요.",
    "Leaving out the last seven days before the start changes the result visibly. Check what happened in that week.",
)
WASHOUT_SKIPPED = Warned(
    "washout_skipped",
    "시작 뒤 날이 적어서 익히는 기간 7일을 빼지 않았어요.",
    "The pilot is too short to leave out seven days of learning, so they count.",
)


def about_days(days: Sequence[Day], start: date, *, washout_skipped: bool, missing: int, korean: bool) -> list[Warned]:
    """Of the days alone: too few, too thin, missing, or in years whose holidays are not known."""
    before = chosen(days, "before")
    found = [*(about_baseline(before, start) if before else []), *_pilot(days)]
    if washout_skipped:
        found.append(WASHOUT_SKIPPED)
    if missing:
        ko = f"비어 있는 값 {missing:,}개는 잰 적이 없는 것으로 봤어요."
        found.append(Warned("missing_values", ko, f"{missing:,} empty values were taken as not measured."))
    first, last = holiday_years()
    if korean and not first <= days[0].date.year <= days[-1].date.year <= last:
        ko = f"공휴일은 {first}년부터 {last}년까지만 알아서, 그 밖의 해에는 휴일을 빼지 못했어요."
        en = f"Public holidays are known for {first} to {last} only; in other years none were left out."
        found.append(Warned("holidays_unknown", ko, en))
    return found


def about_baseline(before: Sequence[Day], start: date) -> list[Warned]:
    """Of the usable days before the start: too short a span, weekdays seen too seldom."""
    span = (start - before[0].date).days
    found = []
    if span < GOOD_BASELINE_DAYS:
        wish = BASELINE_DAYS if span < BASELINE_DAYS else GOOD_BASELINE_DAYS
        ko = f"시작 전 기록이 {span}일이라 짧아요. {wish}일 넘게 있으면 더 믿을 수 있어요."
        en = f"The baseline spans {span} days; more than {wish} would be easier to believe."
        found.append(Warned("baseline_short", ko, en))
    thin = sorted(w for w, n in Counter(day.date.weekday() for day in before).items() if n < EACH_WEEKDAY)
    if thin:
        ko = f"시작 전에 네 번이 안 되는 요일이 있어요: {', '.join('월화수목금토일'[w] for w in thin)}."
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        en = f"Fewer than four of these weekdays before the start: {', '.join(names[w] for w in thin)}."
        found.append(Warned("weekday_thin", ko, en))
    return found


def _pilot(days: Sequence[Day]) -> list[Warned]:
    found = []
    after = len(chosen(days, "after"))
    if after < PILOT_DAYS:
        ko = f"시작 뒤에 쓸 수 있는 날이 {after}일뿐이에요. 영업일 {PILOT_DAYS}일은 있어야 믿을 만해요."
        en = f"Only {after} usable days after the start; {PILOT_DAYS} working days would be easier to believe."
        found.append(Warned("pilot_short", ko, en))
    fresh = len(chosen(days, "new_weekday"))
    if fresh:
        ko = f"시작 전에 없던 요일 {fresh}일은 견줄 것이 없어서 뺐어요."
        en = f"{fresh} days on weekdays that the baseline never saw were left out."
        found.append(Warned("new_weekday", ko, en))
    alone = len(chosen(days, "no_control"))
    if alone:
        ko = f"견줄 업무의 값이 없는 {alone}일은 뺐어요."
        found.append(Warned("no_control", ko, f"{alone} days without a value of the control were left out."))
    return found


def about_estimate(logarithmic: bool, basis: str, disagreement: float, fake: Falsification) -> list[Warned]:
    """Of the estimate: its scale, a start picked at a peak, a last week that matters, too many false alarms."""
    found = [] if logarithmic else [LINEAR]
    if basis == "dropped_last_7":
        found.append(AFTER_PEAK)
    elif disagreement > 1:
        found.append(DISAGREE)
    if fake.share is not None and fake.runs >= 5 and fake.share > FALSE_ALARMS:
        ko = f"시작일을 {fake.runs}번 거짓으로 옮겨 보니 {fake.false_alarms}번이나 효과로 나왔어요. 원래 잘 흔들려요."
        en = f"Of {fake.runs} fake starts {fake.false_alarms} looked like an effect: this measure drifts by itself."
        found.append(Warned("false_alarms", ko, en))
    return found
