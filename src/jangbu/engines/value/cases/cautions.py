"""What a reader must know before believing a comparison of cases."""

from __future__ import annotations

from jangbu.engines.value.cases.cells import Cells
from jangbu.engines.value.cases.reading import Cases
from jangbu.engines.value.effect import Warned
from jangbu.engines.value.posterior import Interval

THIN = 30  # cases on a side under which the range leans on very few
MUCH = 0.05  # share of rows beyond which what was left out matters
LOWERS = ("negative_values", "many_missing", "many_alone")

ONE_TYPE = Warned(
    "one_type",
    "모든 건이 한 종류라서 건의 구성이 달라졌는지는 확인할 수 없어요. 종류를 나누는 열이 있으면 넣어 주세요.",
    "All cases are of one type, so a change of the mix cannot be checked. Give a column that tells types apart.",
)
TYPICAL_DIFFERS = Warned(
    "typical_differs",
    "보통 건과 전체 평균이 다르게 움직였어요. 오래 걸리는 건이 늘거나 줄었기 때문이에요. 돈은 평균으로만 계산해요.",
    "A typical case moved differently from the mean: long cases grew or shrank. Money follows the mean only.",
)
CHECK_DIFFERS = Warned(
    "crosscheck_differs",
    "다른 방법(포아송)으로 계산하면 결과가 달라요. 종류별로 효과가 다른지 확인해 주세요.",
    "The cross-check by Poisson regression gives another answer. See whether types differ in their effect.",
)


def about_cases(
    told: Cases,
    cells: Cells,
    ratio: Interval | None,
    typical: Interval | None,
    check: Interval | None,
    stratified: bool,
) -> tuple[Warned, ...]:
    found = _left_out(told, cells)
    if len(told.names) < 2:
        found.append(ONE_TYPE)
    if ratio is None:
        ko = "시작 전 평균이 0에 가까워서 비율은 말할 수 없어요. 차이로만 말할게요."
        en = "The mean before is close to zero, so there is no ratio; only the difference can be told."
        found.append(Warned("no_ratio", ko, en))
    elif typical is not None and not ratio.low <= typical.mid <= ratio.high:
        found.append(TYPICAL_DIFFERS)
    if ratio is not None and check is not None and not ratio.low <= check.mid <= ratio.high:
        found.append(CHECK_DIFFERS)
    before, after = int((cells.used & ~told.after).sum()), int((cells.used & told.after).sum())
    if min(before, after) < THIN:
        ko = f"견줄 수 있는 건이 시작 전 {before}건, 시작 뒤 {after}건이에요. 양쪽에 {THIN}건은 있어야 믿을 만해요."
        en = f"{before} cases before and {after} after can be compared; {THIN} on each side would be easier to believe."
        found.append(Warned("few_cases", ko, en))
    return tuple(found)


def _left_out(told: Cases, cells: Cells) -> list[Warned]:
    rows = len(told.value) + told.missing + told.negative
    found = []
    if told.negative:
        ko = f"0보다 작은 값 {told.negative:,}건은 뺐어요. 시각이 뒤바뀐 기록인지 확인해 주세요."
        en = f"{told.negative:,} negative values were left out. See whether their start and end are swapped."
        found.append(Warned("negative_values", ko, en))
    if told.missing:
        code = "many_missing" if told.missing > MUCH * rows else "missing_values"
        ko = f"값이 비어 있는 {told.missing:,}건은 잰 적이 없는 것으로 봤어요."
        found.append(Warned(code, ko, f"{told.missing:,} empty values were taken as not measured."))
    if cells.alone:
        code = "many_alone" if cells.alone > MUCH * max(1, int(told.after.sum())) else "alone"
        ko = f"시작 전에 없던 종류 {cells.alone:,}건은 견줄 것이 없어서 뺐어요."
        en = f"{cells.alone:,} cases of types that the baseline never saw were left out."
        found.append(Warned(code, ko, en))
    return found
