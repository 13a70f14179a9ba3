import numpy as np
import pytest

from jangbu.engines.value import gls, student


@pytest.mark.parametrize(
    ("df", "p", "z"),  # printed tables of Student's t
    [
        (1, 0.95, 6.3138),
        (2, 0.975, 4.3027),
        (5, 0.95, 2.0150),
        (10, 0.975, 2.2281),
        (30, 0.99, 2.4573),
        (60, 0.9, 1.2958),
    ],
)
def test_quantiles_match_the_printed_tables(df, p, z):
    assert student.quantile(p, df) == pytest.approx(z, abs=2e-4)
    assert float(student.cdf(np.array(z), df)) == pytest.approx(p, abs=2e-5)


@pytest.mark.parametrize(("rho", "nugget"), [(0.0, 0.3), (0.45, 0.0), (0.8, 0.3), (0.97, 0.85)])
def test_the_tridiagonal_route_equals_the_dense_one(rho, nugget):
    rng = np.random.default_rng(1)
    days = np.cumsum(rng.integers(1, 4, size=25))
    columns = rng.normal(size=(25, 4))
    lag = np.abs(days[:, None] - days[None, :])
    dense = (1 - nugget) * np.where(lag == 0, 1.0, rho**lag) + nugget * np.eye(25)
    crossed = gls.gram(days, columns, np.array([rho]), np.array([nugget]))
    assert crossed.products[0] == pytest.approx(columns.T @ np.linalg.solve(dense, columns))
    assert crossed.log_det[0] == pytest.approx(np.linalg.slogdet(dense)[1])


def test_a_target_fitted_alone_equals_the_whole_regression():
    rng = np.random.default_rng(2)
    days = np.arange(30)
    x = np.column_stack([np.ones(30), rng.normal(size=(30, 2)), rng.normal(size=30)])
    y = x @ [1.0, 2.0, -1.0, 0.5] + 0.1 * rng.normal(size=30)
    crossed = gls.gram(days, np.column_stack([x, y]), np.array([0.0]), np.array([0.0]))
    found = gls.fit(crossed, [0, 1, 2], [3], 4, shrunk=None)
    coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
    residual = y - x @ coefficients
    variance = residual @ residual / 26 * np.linalg.inv(x.T @ x)[3, 3]
    assert found.centre[0, 0] == pytest.approx(coefficients[3])
    assert found.spread[0, 0] == pytest.approx(np.sqrt(variance))


def test_a_dummy_per_day_is_the_same_as_not_having_seen_the_day():
    rng = np.random.default_rng(3)
    days = np.arange(20)
    x = np.column_stack([np.ones(20), days >= 12]).astype(float)
    y = rng.normal(size=20)
    kept = np.delete(np.arange(20), [9, 10])
    with_dummies = gls.gram(days, np.column_stack([x, y, np.eye(20)[:, [9, 10]]]))
    without = gls.gram(days[kept], np.column_stack([x, y])[kept])
    one = gls.fit(with_dummies, [0, 3, 4], [1], 2, shrunk=None).mixture()
    other = gls.fit(without, [0], [1], 2, shrunk=None).mixture()
    assert one.df == other.df
    for p in (0.05, 0.5, 0.95):
        assert one.quantile(p) == pytest.approx(other.quantile(p), abs=1e-6)


def test_quantiles_of_a_mixture_undo_its_distribution():
    mixture = gls.Mixture(np.array([-3.0, 0.0, 4.0]), np.array([0.1, 1.0, 2.0]), np.array([0.2, 0.5, 0.3]), 7.0)
    for p in (0.001, 0.05, 0.2, 0.5, 0.8, 0.95, 0.999):
        assert mixture.cdf(mixture.quantile(p)) == pytest.approx(p, abs=1e-8)
