"""Data frames: types by what is in the columns, exact, and no precision that the source does not have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

import govkg
from govkg import questions
from govkg.answer import Answer
from govkg.errors import CallerError
from govkg.frames import frame


@pytest.fixture(scope="module")
def kg() -> govkg.Graph:
    return govkg.open()


def kind(*values: Any, name: str = "x") -> str:
    return str(frame([name], [{name: v} for v in values], {}).dtypes[name])


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((1, None, 3), "Int64"),
        ((2**63 - 1, -(2**63)), "Int64"),
        ((2**63,), "object"),
        ((True, None), "boolean"),
        ((True, 1), "object"),
        ((Decimal("60.90"), None), "object"),
        ((Decimal("60.90"), 1), "object"),
        ((1.5, 2), "Float64"),
        (("2021", None, "2022"), "period[Y-DEC]"),
        (("2021", "2021-06"), "string"),
        (("2021-06", "2020-12"), "period[M]"),
        (("2021-13",), "string"),
        (("2021-06-01", None), "period[D]"),
        (("2021/2022",), "string"),
        (("3021",), "string"),
        (("420100",), "string"),
        (("2021-06-01T08:00:00Z",), "datetime64[us, UTC]"),
        (("武汉", None), "string"),
        ((None, None), "string"),
        ((), "string"),
        (("a", 1), "object"),
    ],
)
def test_a_column_has_the_type_of_what_is_in_it(values: tuple[Any, ...], wanted: str) -> None:
    found = kind(*values)
    assert found == wanted or (wanted.startswith("datetime64") and found.startswith("datetime64[") and "UTC" in found)


@pytest.mark.parametrize("name", ["quote", "sentence2", "figure", "unit", "yearId"])
def test_words_are_never_dates(name: str) -> None:
    assert kind("2021", name=name) == "string"


def test_decimals_are_exact_unless_floats_are_asked_for() -> None:
    rows: list[dict[str, Any]] = [{"v": Decimal("0.1")}, {"v": Decimal("60.90")}, {"v": None}, {"v": 3}]
    exact = frame(["v"], rows, {})["v"]
    assert list(exact) == [Decimal("0.1"), Decimal("60.90"), None, Decimal(3)] and str(exact[1]) == "60.90"
    assert exact[:2].sum() == Decimal("61.00")
    floats = frame(["v"], rows, {}, decimals="float")["v"]
    assert str(floats.dtype) == "Float64" and floats[0] == 0.1 and floats[2] is pd.NA
    with pytest.raises(CallerError, match="exact or float"):
        frame(["v"], rows, {}, decimals="double")
    assert kind(None, name="value") == "object", "an amount that nobody states is no text"


def test_a_period_is_the_year_and_no_day_of_it() -> None:
    made = frame(["year"], [{"year": "2021"}, {"year": None}], {})["year"]
    assert made[0] == pd.Period("2021", freq="Y") and made[0].start_time == pd.Timestamp("2021-01-01")
    assert made[1] is pd.NaT
    day = frame(["d"], [{"d": "2021-02-28"}], {})["d"][0]
    assert day.to_timestamp().date() == dt.date(2021, 2, 28)
    assert kind("2021-02-30") == "string", "no such day: it stays what was said"


def test_names_of_concepts_are_categories_and_names_of_things_are_not(kg: govkg.Graph) -> None:
    answer = kg.ask("outcomes-of-reform", reform="一事联办")
    made = answer.to_pandas()
    assert str(made["basis"].dtype) == "category" and list(made["basis"].cat.categories) == ["同条列出", "报告称"]
    assert str(made["initiative"].dtype) == "string" == str(made["initiativeId"].dtype)
    assert made["start"].dtype == "Int64" and [type(v) for v in made["value"]] == [Decimal] * 5
    assert made.groupby("basis", observed=True)["value"].count().to_dict() == {"同条列出": 1, "报告称": 4}


def test_attributes_say_what_the_columns_are(kg: govkg.Graph, tmp_path: Any) -> None:
    answer = kg.ask("derived-baselines")
    made = answer.to_pandas()
    assert made.attrs["question"] == "derived-baselines" and made.attrs["title"] == list(answer.title)
    assert made.attrs["labels"]["about"] == ["关于", "about"] and made.attrs["truncated"] is False
    assert made["inferred"].dtype == "boolean" and made["inferred"].all()
    assert list(made.columns)[:-1] == list(answer.columns)
    path = tmp_path / "kept.pkl"
    made.to_pickle(path)
    assert pd.read_pickle(path).attrs == made.attrs


def test_no_row_is_a_frame_with_its_columns(kg: govkg.Graph) -> None:
    made = kg.ask("contradictions").to_pandas()
    assert made.shape[0] == 0 and "quote" in made.columns and made.attrs["question"] == "contradictions"


def test_python_values_where_no_types_are_wanted() -> None:
    answer = Answer(("n", "v"), [{"n": 1, "v": Decimal("2.0")}, {"n": None, "v": None}])
    made = answer.to_pandas(typed=False)
    assert made["n"].tolist() == [1, None] and made["v"].tolist() == [Decimal("2.0"), None]
    assert [str(t) for t in made.dtypes] == ["object", "object"]


@pytest.mark.parametrize("name", [q.name for q in questions.all() if not q.release])
def test_no_value_is_lost_or_changed(name: str, kg: govkg.Graph) -> None:
    answer = kg.ask(name, **{f"{k}_" if k == "from" else k: v for k, v in kg.questions[name].example.items()})  # type: ignore[arg-type]
    made = answer.to_pandas()
    for column in answer.columns:
        for n, row in enumerate(answer.rows):
            cell = made[column].iloc[n]
            if row[column] is None:
                assert cell is None or pd.isna(cell)
            else:
                assert str(cell) == str(row[column])
