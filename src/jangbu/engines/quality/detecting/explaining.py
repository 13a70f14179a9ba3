"""Why a cell is suspected, in a sentence with its evidence."""

from __future__ import annotations

import numpy as np

from jangbu.engines.quality.detecting.evidence import Column
from jangbu.engines.quality.detecting.model import Said

SHOWN = 40


def short(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[: SHOWN - 1]}…"


def explain(column: Column, row: int, columns: list[Column]) -> tuple[str, Said]:
    """The reason (a stable code) that weighs most, and its sentence."""
    code = int(column.coded.codes[row])
    if column.coded.telling[row] == 0:
        return _missing(column, row, columns)
    signals = {
        "others": float(column.context.odds[row]) if column.context is not None else 0.0,
        "spelling": float(column.spelled.weight[code]),
        "shape": float(column.odd.shape[code]),
        "letters": float(column.odd.letters[code]),
        "size": float(column.odd.size[code]),
        "noise": float(column.noise[code]),
    }
    reason = max(signals, key=lambda name: signals[name])
    if signals[reason] <= 0:
        return "learnt", _learnt(column)
    value = short(column.coded.values[code])
    if reason == "others":
        return _others(column, row, columns)
    if reason == "spelling" and column.spelled.meant[code]:
        return reason, _spelling(column, code)
    if reason == "shape":
        return reason, Said(
            f"'{value}'은(는) 이 열의 흔한 꼴 '{column.odd.usual}'과(와) 달라요.",
            f"'{value}' is not written like the others ('{column.odd.usual}').",
        )
    if reason == "size":
        return reason, Said(
            f"{value}은(는) 이 열의 다른 수와 크기가 아주 달라요.", f"{value} is far from the other numbers."
        )
    return "letters", Said(
        f"'{value}'에는 이 열의 다른 값에 거의 없는 글자 배열이 있어요.",
        f"'{value}' holds a run of letters that hardly any other value has.",
    )


def _missing(column: Column, row: int, columns: list[Column]) -> tuple[str, Said]:
    if column.context is not None and column.context.said[row]:
        reason, said = _others(column, row, columns)
        return "missing", Said(f"비어 있어요. {said.ko}", f"Nothing is here. {said.en}") if reason else said
    word = column.coded.value(row)
    if word is not None:
        return "null_word", Said(
            f"'{short(word)}'은(는) 값이 아니라 없다는 말이에요.",
            f"'{short(word)}' is no value; it says that there is none.",
        )
    empty = column.coded.silent
    return "missing", Said(
        f"비어 있어요. 이 열은 {column.coded.rows:,}행 가운데 {empty:,}행만 비어 있어요.",
        f"Nothing is here. Only {empty:,} of {column.coded.rows:,} rows have nothing.",
    )


def _others(column: Column, row: int, columns: list[Column]) -> tuple[str, Said]:
    context = column.context
    if context is None:
        return "learnt", _learnt(column)
    said = short(column.coded.values[int(context.said[row])])
    if context.truth is not None:
        truth, subject = context.truth, columns[context.truth.subject].coded
        saying, claiming, about = int(truth.saying[row]), int(truth.claiming[row]), short(subject.value(row) or "")
        return "sources", Said(
            f"{subject.name} '{about}'을(를) 말한 {claiming:,}행 가운데 {saying:,}행이 '{said}'이라고 해요. "
            "출처마다 얼마나 믿을 만한지도 셈했어요.",
            f"Of {claiming:,} rows about {subject.name} '{about}', {saying:,} say '{said}'; "
            "how far each source is to be trusted was weighed.",
        )
    hearing = context.hearings[max(0, int(context.by[row]))]
    by = [columns[at].coded for at in hearing.dependency.by]
    names = ", ".join(f"{each.name} '{short(each.value(row) or '')}'" for each in by)
    total, others = int(hearing.cast.total[row]), int(hearing.cast.others[row])
    rival = short(column.coded.values[int(hearing.cast.rival[row])])
    return "others", Said(
        f"{names}이(가) 같은 다른 {total:,}행 가운데 {others:,}행은 '{rival}'이에요.",
        f"Of {total:,} other rows with {names}, {others:,} have '{rival}'.",
    )


def _spelling(column: Column, code: int) -> Said:
    value, meant = column.coded.values[code], column.spelled.meant[code] or ""
    here = int(column.coded.counts[code])
    if meant in column.coded.place:
        there = int(column.coded.counts[column.coded.place[meant]])
        return Said(
            f"'{short(value)}'은(는) {here:,}행뿐인데, 글자가 거의 같은 '{short(meant)}'은(는) {there:,}행이에요.",
            f"'{short(value)}' is in {here:,} rows only; '{short(meant)}', nearly the same, is in {there:,}.",
        )
    return Said(f"'{short(meant)}'을(를) 잘못 쓴 것 같아요.", f"It looks like a slip for '{short(meant)}'.")


def _learnt(column: Column) -> Said:
    name = column.coded.name
    return Said(
        f"라벨에서 틀렸다고 한 '{name}' 값들과 닮았어요.",
        f"It is like the values of '{name}' that were labelled wrong.",
    )


def doubtful(odds: np.ndarray) -> np.ndarray:
    """(rows, columns) of the cells that are more probably wrong than right, the surest first."""
    rows, columns = np.nonzero(odds > 0)
    order = np.argsort(-odds[rows, columns], kind="stable")
    return np.stack([rows[order], columns[order]], axis=1)
