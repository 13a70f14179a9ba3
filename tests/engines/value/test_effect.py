from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from jangbu.engines.value import effect, holidays_kr
from jangbu.kernel.errors import Problem
from tests.engines.value.made import made


def test_a_clear_drop_is_found_with_its_size():
    series, start = made(ratio=0.7)
    found = effect(series, start=start)
    assert found.verdict == "less"
    assert found.ratio.low < 0.7 < found.ratio.high
    assert found.difference.high < 0
    assert found.evidence_class == "C"
    assert found.days_needed is None


def test_no_change_is_not_called_one():
    series, start = made(ratio=1.0, seed=3)
    found = effect(series, start=start)
    assert found.verdict == "cannot_tell"
    assert found.ratio.low < 1 < found.ratio.high


def test_a_clear_rise_is_more():
    series, start = made(ratio=1.5)
    assert effect(series, start=start).verdict == "more"


def test_order_and_repeats_do_not_matter():
    series, start = made()
    twice = [(day, value) for day, value in reversed(series) for value in (value * 0.9, value * 1.1)]
    one, other = effect(series, start=start), effect(twice, start=start)
    assert other.ratio.mid == pytest.approx(one.ratio.mid, rel=1e-9)
    assert all(point.count == 2 for point in other.points)


def test_text_dates_and_moments_are_read_as_days():
    series, start = made()
    text = [(day.isoformat(), value) for day, value in series]
    moments = [(datetime(day.year, day.month, day.day, 16, tzinfo=UTC) - timedelta(days=1), v) for day, v in series]
    expected = effect(series, start=start).ratio
    assert effect(text, start=start.isoformat()).ratio == expected
    assert effect(moments, start=start).ratio == expected  # 16:00 UTC is one in the morning of the next day in Seoul


def test_the_unit_of_the_values_does_not_change_the_ratio():
    series, start = made()
    seconds = [(day, value * 60) for day, value in series]
    one, other = effect(series, start=start), effect(seconds, start=start)
    assert other.ratio.mid == pytest.approx(one.ratio.mid)
    assert other.difference.mid == pytest.approx(one.difference.mid * 60)


def test_holidays_and_calendar_days_are_shown_but_left_out():
    series, start = made(before=84, after=28, first=date(2026, 7, 27))
    fair = date(2026, 8, 5)
    spoiled = [(day, value * (9 if day == fair or day in holidays_kr() else 1)) for day, value in series]
    found = effect(spoiled, start=start, calendar={fair: "박람회"})
    assert found.ratio == effect([p for p in series if p[0] not in holidays_kr() and p[0] != fair], start=start).ratio
    uses = {point.date: (point.use, point.note) for point in found.points}
    assert uses[date(2026, 9, 24)] == ("holiday", "추석 전날")
    assert uses[fair] == ("calendar", "박람회")


def test_the_first_seven_days_are_shown_but_left_out_where_ten_remain():
    series, start = made(after=28)
    found = effect(series, start=start)
    assert found.days("washout") == 5
    assert effect(series, start=start, washout=0).days("washout") == 0
    short, start = made(after=14)
    found = effect(short, start=start)
    assert found.days("washout") == 0
    assert "washout_skipped" in {warned.code for warned in found.warnings}


def test_a_weekday_that_the_baseline_never_saw_is_left_out():
    series, start = made(after=28)
    saturday = start + timedelta(days=12)
    found = effect([*series, (saturday, 500.0)], start=start)
    assert found.ratio == effect(series, start=start).ratio
    assert found.days("new_weekday") == 1


def test_missing_values_are_days_not_measured():
    series, start = made()
    holes = [*series, (start, None), (start, float("nan"))]
    found = effect(holes, start=start)
    assert found.ratio == effect(series, start=start).ratio
    assert "missing_values" in {warned.code for warned in found.warnings}


def test_a_control_takes_a_campaign_out_of_the_effect():
    rng = np.random.default_rng(4)
    series, start = made(ratio=0.8, weekends=True)
    control, _ = made(ratio=1.0, seed=10, weekends=True)
    lift = {day: (1.4 if day >= start else 1.0) * np.exp(0.1 * rng.normal()) for day, _ in series}
    lifted = [(day, value * lift[day]) for day, value in series]
    beside = [(day, value * lift[day]) for day, value in control]
    found = effect(lifted, start=start, control=beside)
    assert found.design == "did"
    assert found.evidence_class == "B"
    assert found.ratio.low < 0.8 < found.ratio.high
    assert effect(lifted, start=start).ratio.low > 0.8
    assert "control_moved" in {warned.code for warned in found.warnings}


def test_a_start_right_after_the_worst_week_shows_the_estimate_without_that_week():
    series, start = made(ratio=1.0, noise=0.05, weekends=True)
    picked = [(day, value * (1.4 if start - timedelta(days=7) <= day < start else 1)) for day, value in series]
    found = effect(picked, start=start)
    assert found.basis == "dropped_last_7"
    assert found.ratio == found.dropped_last_7
    assert "after_peak" in {warned.code for warned in found.warnings}
    assert found.all_days.mid < found.ratio.mid
    assert effect(picked, start=start, better="up").basis == "all_days"


def test_zero_values_put_the_estimate_on_the_linear_scale_and_say_so():
    series, start = made(ratio=0.7, base=6)
    counts = [(day, float(round(value)) if i % 11 else 0.0) for i, (day, value) in enumerate(series)]
    found = effect(counts, start=start)
    assert "linear_scale" in {warned.code for warned in found.warnings}
    assert found.ratio.low < found.ratio.mid < found.ratio.high
    assert found.counterfactual.mid + found.difference.mid == pytest.approx(found.after_mean)


def test_the_parts_of_one_effect_agree():
    series, start = made(ratio=0.8, noise=0.15, seed=2)
    found = effect(series, start=start)
    assert found.probability(found.ratio.high) == pytest.approx(0.95, abs=1e-6)
    assert found.probability(found.ratio.mid) == pytest.approx(0.5, abs=1e-6)
    assert found.counterfactual.mid == pytest.approx(found.after_mean / found.ratio.mid)
    level = found.posterior("level")
    assert level is not None
    assert level.quantile(0.5) == pytest.approx(found.after_mean, rel=0.05)
    wide = effect(series, start=start, level=0.99)
    assert wide.ratio.low < found.ratio.low < found.ratio.high < wide.ratio.high


def test_what_cannot_be_told_says_how_many_days_would_tell():
    series, start = made(before=70, after=14, ratio=0.9, noise=0.15, seed=0)
    found = effect(series, start=start, washout=0)
    assert found.verdict == "cannot_tell"
    assert found.days_needed is not None
    assert 1 <= found.days_needed <= 60
    assert f"{found.days_needed}일 더 필요해요" in found.sentence("ko")


def test_more_pilot_days_detect_smaller_effects():
    short, start = made(after=14)
    long, _ = made(after=56)
    assert effect(short, start=start, washout=0).detectable < effect(long, start=start, washout=0).detectable < 1


def test_fake_starts_run_over_the_baseline_alone():
    series, start = made(before=70)
    one = effect(series, start=start).falsification
    other = effect([(d, v * (5 if d >= start else 1)) for d, v in series], start=start).falsification
    assert one == other
    assert one.runs > 10
    assert one.share is not None
    assert one.share <= 0.4


def test_json_keeps_the_promised_keys():
    series, start = made()
    promised = {"ratio", "difference", "level", "evidence_class", "detectable", "falsification", "verdict", "warnings"}
    assert promised <= effect(series, start=start).as_json().keys()


@pytest.mark.parametrize(
    ("series", "start", "code"),
    [
        ([], date(2026, 8, 1), "value.empty"),
        ([("어제", 1.0)], date(2026, 8, 1), "value.date_unreadable"),
        ([(date(2026, 7, 1), "많음")], date(2026, 8, 1), "value.value_unreadable"),
        ([(date(2026, 7, 1), float("inf"))], date(2026, 8, 1), "value.value_unreadable"),
        (made()[0], "언젠가", "value.start_unreadable"),
        (made()[0], date(2020, 1, 1), "value.start_outside"),
        (made()[0], date(2030, 1, 1), "value.start_outside"),
        (made(before=10)[0], made(before=10)[1], "value.baseline_short"),
        (made(after=3)[0], made(after=3)[1], "value.pilot_short"),
        (made(noise=0.0, weekends=True)[0], made()[1], "value.no_variation"),
        ([(day, 5.0) for day, _ in made()[0]], made()[1], "value.no_variation"),
        ([(day, 0.0) for day, _ in made()[0]], made()[1], "value.not_positive"),
        ([(day, -v) for day, v in made()[0]], made()[1], "value.not_positive"),
    ],
)
def test_bad_input_gets_one_sentence_and_never_a_number(series, start, code):
    with pytest.raises(Problem) as caught:
        effect(series, start=start)
    assert caught.value.code == code
    assert caught.value.sentence("ko").endswith("요.")
    assert caught.value.sentence("en")


def test_other_bad_wishes_are_problems_too():
    series, start = made()
    for wish, code in (
        ({"today": date(2026, 6, 30)}, "value.future"),
        ({"design": "did"}, "value.control_missing"),
        ({"design": "guess"}, "value.bad_argument"),
        ({"level": 1.5}, "value.bad_argument"),
        ({"washout": 60}, "value.pilot_short"),
        ({"control": [(day, 0.0) for day, _ in series]}, "value.control_not_positive"),
    ):
        with pytest.raises(Problem) as caught:
            effect(series, start=start, **wish)
        assert caught.value.code == code


def test_short_and_thin_series_warn():
    series, start = made(before=21, after=10)
    codes = {warned.code for warned in effect(series, start=start, washout=0).warnings}
    assert {"baseline_short", "weekday_thin", "pilot_short"} <= codes


def test_years_without_known_holidays_are_said_to_be_so():
    series, start = made(first=date(2019, 6, 3))
    assert "holidays_unknown" in {warned.code for warned in effect(series, start=start).warnings}


def test_a_weekday_of_the_last_week_alone_does_not_break_the_second_estimate():
    series, start = made()
    lone = start - timedelta(days=2)  # a Saturday
    found = effect([*series, (lone, 7.0)], start=start)
    assert found.dropped_last_7 is not None
    assert 0.4 < found.dropped_last_7.mid < 1.0
