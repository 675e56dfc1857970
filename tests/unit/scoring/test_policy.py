import datetime as dt
import math
import tomllib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInputError, Problem
from scoring.inputs import FORBIDDEN_INPUTS, IndicatorName, is_forbidden
from scoring.policy import Goalposts, default_policy, load_policy

DEFAULT = default_policy(year=2026)
COVERAGE = "dimension.cakupan.indicator.liputan_berbobot"


def changed(replacements: Mapping[str, str]) -> str:
    text = DEFAULT
    for old, new in replacements.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadInputError) as caught:
        load_policy(text, "policy.toml")
    assert all(problem.file == "policy.toml" for problem in caught.value.problems)
    return caught.value.problems


def keys_of(text: str) -> set[str | None]:
    return {problem.key for problem in problems_of(text)}


def test_the_default_is_a_whole_year_of_the_three_indicators() -> None:
    policy = load_policy(DEFAULT, "policy.toml")
    assert (policy.period.start, policy.period.end) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [part.name for part in policy.parts] == [
        IndicatorName.COVERAGE,
        IndicatorName.REGULARITY,
        IndicatorName.TIMELINESS,
    ]
    assert math.fsum(part.weight for part in policy.parts) == pytest.approx(1)
    assert policy.coverage_target == 0.80
    assert (policy.shrinkage.prior_mean, policy.shrinkage.prior_strength) == (0.60, 8)
    assert policy.government.name == "Pemerintah Kabupaten Contoh"


def test_the_default_takes_any_name_and_year() -> None:
    text = default_policy(year=2027, government='Pemerintah "Kota" \\ Lembah')
    policy = load_policy(text, "policy.toml")
    assert policy.government.name == 'Pemerintah "Kota" \\ Lembah'
    assert policy.period.start == dt.date(2027, 1, 1)
    assert "{" not in text


def test_the_hash_is_of_what_counts_not_of_how_it_is_written() -> None:
    policy = load_policy(DEFAULT, "policy.toml")
    bare = "\n".join(line.partition("#")[0] for line in DEFAULT.splitlines())
    spelled_out = changed({'basis = "': 'basis   = "', "weight = 0.60": "weight = 0.6"}).replace(
        'missing = "unknown"', 'scale = "linear"'
    )
    assert load_policy(bare, "lain.toml").hash == policy.hash == load_policy(spelled_out, "x").hash
    assert policy.short_hash == policy.hash[:12]
    assert int(policy.hash, 16)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("target = 0.80", "target = 0.81"),
        ("hours = 48", "hours = 49"),
        ("prior_mean = 0.60", "prior_mean = 0.61"),
        ("end = 2026-12-31", "end = 2026-12-30"),
        ("inputs = []", 'inputs = ["klik"]'),
    ],
)
def test_every_number_changes_the_hash(old: str, new: str) -> None:
    assert load_policy(changed({old: new}), "x").hash != load_policy(DEFAULT, "x").hash


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("hours = 48", "hours = 48\njam = 1", "timeliness.jam", "tidak dikenal"),
        ("[government]", "[tiers]\nA = 1\n[government]", "tiers", "tidak dikenal"),
        ("schema = 1 ", "schema = 2 ", "schema", "1"),
        ("[period]\nstart = 2026-01-01", "[period]", "period.start", "wajib diisi"),
        ("start = 2026-01-01", 'start = "2026-01-01"', "period.start", "tanpa tanda kutip"),
        ("start = 2026-01-01", "start = 2027-01-01", "period", "berakhir sebelum mulai"),
        ("min_opportunities = 20 ", "min_opportunities = 0 ", "period.min_opportunities", "1 atau lebih"),
        ("min_opportunities = 20 ", "min_opportunities = 2.5 ", "period.min_opportunities", "bilangan bulat"),
        ("prior_mean = 0.60", "prior_mean = 60", "shrinkage.prior_mean", "1.0 atau kurang"),
        ("prior_mean = 0.60", "prior_mean = nan", "shrinkage.prior_mean", "berhingga"),
        ("prior_mean = 0.60", 'prior_mean = "0.60"', "shrinkage.prior_mean", "harus angka"),
        ("prior_strength = 8", "prior_strength = -1", "shrinkage.prior_strength", "0.0 atau lebih"),
        ("hours = 48", "hours = 0", "timeliness.hours", "di atas 0.0"),
        ("share_of_target = 0.5", "share_of_target = 1.5", "regularity.share_of_target", "kurang"),
        ("outage_exclusion_cap = 0.10", "outage_exclusion_cap = true", "exposure.outage_exclusion_cap", "harus angka"),
        ("poor = 0.20", "poor = 0.80", COVERAGE, "harus berbeda"),
        ("poor = 0.20", 'scale = "log10"\npoor = 0', COVERAGE, "log10"),
        ("poor = 0.20", 'scale = "akar"\npoor = 0.2', f"{COVERAGE}.scale", "'linear' atau 'log10'"),
        ("poor = 0.20", "poor = 20", COVERAGE, "bukan persen"),
        ("weight = 0.60", "weight = 0.61", "dimension", "sekarang 1.01"),
        ("weight = 0.70", "weight = 0.7000001", "dimension.cakupan.indicator", "sekarang 1.0000001"),
        ("liputan_berbobot]", "kunjungan_situs]", "dimension.cakupan.indicator.kunjungan_situs", "liputan_berbobot"),
        ("liputan_berbobot]", "keajekan2]", "dimension", "target"),
        ("[dimension.ketepatan.indicator.ketepatan_waktu]", "[dimension.ketepatan.indicator.keajekan]", "dimension.ketepatan.indicator.keajekan", "dimensi lain"),
        ('name = "Pemerintah Kabupaten Contoh"', 'name = ""', "government.name", "kosong"),
        ("[dimension.ketepatan]\nweight = 0.40", "", "dimension.ketepatan.weight", "wajib diisi"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_key(old: str, new: str, key: str, reason: str) -> None:
    found = [problem for problem in problems_of(changed({old: new})) if problem.key == key]
    assert any(reason in problem.message for problem in found), problems_of(changed({old: new}))


def test_everything_wrong_is_told_at_once() -> None:
    text = changed(
        {
            "hours = 48": "jam = 48",
            "start = 2026-01-01": 'start = "awal tahun"',
            "weight = 0.60": "weight = 0.50",
            "weight = 0.30": "weight = 0.20\nlantai = 3",
            "poor = 0.50": "poor = 0.95",
            "[dimension.ketepatan.indicator.ketepatan_waktu]": "[dimension.ketepatan.indicator.tone_score]",
        }
    )
    assert keys_of(text) == {
        "timeliness.jam",
        "period.start",
        "dimension",
        "dimension.cakupan.indicator",
        "dimension.cakupan.indicator.keajekan.lantai",
        "dimension.ketepatan.indicator.tone_score",
    }


def test_broken_toml_and_an_empty_file_are_told() -> None:
    (problem,) = problems_of("[period\n")
    assert "TOML" in problem.message
    assert keys_of("") == {"schema", "government", "period", "dimension"}
    assert "dimension" in keys_of("dimension = 3")
    assert "dimension.a" in keys_of("[dimension]\na = 3")


@pytest.mark.parametrize(
    "name",
    ["tone", "tone_score", "sentiment", "sentimen_berita", "stance", "nada", "nada_kritis", "berita_kritis", "kritik", "positif", "share_negatif", "criticism_count", "Positive-Share"],
)  # fmt: skip
def test_tone_cannot_be_named(name: str) -> None:
    assert is_forbidden(name)
    as_indicator = changed({"indicator.ketepatan_waktu]": f'indicator."{name}"]'})
    as_dimension = DEFAULT.replace("[dimension.ketepatan", f'[dimension."{name}"')
    for text in (as_indicator, as_dimension):
        assert any("terlarang" in problem.message for problem in problems_of(text))


@pytest.mark.parametrize("name", [*IndicatorName, "cakupan", "transparansi", "posisi", "kanada", "ketepatan"])
def test_other_names_are_not_caught(name: str) -> None:
    assert not is_forbidden(name)


def test_the_forbidden_list_can_only_grow() -> None:
    longer = changed({"inputs = []": 'inputs = ["keajekan"]'})
    (problem,) = [problem for problem in problems_of(longer) if "terlarang" in problem.message]
    assert problem.key == "dimension.cakupan.indicator.keajekan"
    shorter = changed({"inputs = []": "inputs = []\nallowed = ['tone']"})
    assert keys_of(shorter) == {"forbidden.allowed"}
    assert len(FORBIDDEN_INPUTS) > 5


@pytest.mark.parametrize(
    ("poor", "target", "scale", "raw", "value"),
    [
        (0.20, 0.80, "linear", 0.7330, 88.83),
        (0.20, 0.80, "linear", 0.6500, 75.00),
        (0.50, 0.95, "linear", 8 / 9, 86.42),
        (0.50, 0.95, "linear", 4 / 5, 66.67),
        (0.50, 0.95, "linear", 3 / 8, 0.00),
        (0.50, 0.95, "linear", 1.00, 100.00),
        (1000, 100000, "log10", 60000, 88.91),
        (1000, 100000, "log10", 30000, 73.86),
        (1000, 100000, "log10", 4000, 30.10),
        (1000, 100000, "log10", 120000, 100.00),
        (1000, 100000, "log10", 0, 0.00),
        (0.30, 0.10, "linear", 0.20, 50.00),
        (0.30, 0.10, "linear", 0.05, 100.00),
    ],
)
def test_goalposts_of_the_worked_example(
    poor: float, target: float, scale: str, raw: float, value: float
) -> None:
    goalposts = Goalposts.model_validate(
        {"weight": 1.0, "poor": float(poor), "target": float(target), "scale": scale}
    )
    assert goalposts.value(raw) == pytest.approx(value, abs=0.005)


shares = st.floats(0, 1)


@given(shares, shares, shares, shares)
def test_goalposts_are_monotone_and_stay_on_the_scale(
    poor: float, target: float, first: float, second: float
) -> None:
    if poor == target:
        return
    goalposts = Goalposts(weight=1.0, poor=poor, target=target)
    low, high = sorted((goalposts.value(min(first, second)), goalposts.value(max(first, second))))
    assert 0 <= low <= high <= 100
    better, worse = (max, min) if target > poor else (min, max)
    assert goalposts.value(better(first, second)) >= goalposts.value(worse(first, second))


def test_the_template_keeps_a_comment_beside_every_number() -> None:
    numbers = [
        line
        for line in DEFAULT.splitlines()
        if " = " in line and line[0] != "#" and line.split(" = ")[1][0].isdigit()
    ]
    bare = [line for line in numbers if "#" not in line and not line.startswith(("weight", "start", "end"))]
    assert bare == []
    assert tomllib.loads(DEFAULT)["schema"] == 1
