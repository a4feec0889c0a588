"""The metric of a name: single rules, then the groups that the mapping forms against figures paired by hand."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.test_reading import Report, reports

from govkg import assemble, concepts, metrics, vocab
from govkg.statements import Observation

GOLDEN = Path(__file__).parent / "golden"
SHARED = Path(__file__).parents[2] / "shared"
SEED, DEV, CORPUS = SHARED / "gold" / "seed", SHARED / "gold" / "dev", SHARED / "corpus"
FOLDERS = [
    pytest.param(
        folder,
        *floors,
        marks=pytest.mark.skipif(not folder.is_dir(), reason=f"{folder.name} of the shared gold is not here"),
        id=folder.name,
    )
    for folder, floors in (
        (GOLDEN, (0.95, 0.97, 0.9, 0.9)),
        (SEED, (1, 0.99, 1, 0.99)),
        (DEV, (0.94, 0.95, 0.9, 0.9)),
    )
]  # share of names with a metric, B³ of names, share of figures read with a metric, B³ of figures read
KINDS = {
    "count", "share", "ratio", "money", "duration", "length", "area", "volume", "mass", "energy", "power", "concentration",
    "dataVolume", "dataRate", "computing", "index", "score", "rank", "temperature", "flow",
}  # fmt: skip
Key = tuple[str, int]


def groups() -> dict[Key, str]:
    lines = (GOLDEN / "metric-groups.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return {(i, int(start)): group for i, start, group in (line.split("\t") for line in lines)}


def figures(folder: Path) -> Iterator[tuple[Key, dict[str, object]]]:
    """The figures that every careful reader marks, with where they start."""
    for path in sorted(folder.glob("*.quantities.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not (figure := json.loads(line))["optional"]:
                yield (path.name.partition(".")[0], figure["start"]), figure


def whole_reports() -> Iterator[Report]:
    for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        text = (CORPUS / f"{d['id']}.txt").read_text(encoding="utf-8")
        yield Report(d["id"], text, d["body"], d["place"], str(d["year"] - 1), str(d["year"]))


@cache
def read(folder: Path) -> Mapping[Key, Observation]:
    """The first observation that reading makes at each place."""
    found: dict[Key, Observation] = {}
    for report in reports(folder):
        for said in assemble.read(report):
            if isinstance(said, Observation) and said.index == 0:
                found.setdefault((report.id, said.evidence.start), said)
    return found


def b_cubed(gold: Mapping[Key, str], said: Mapping[Key, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the groups; a figure with no metric is a group of its own."""
    gold_of, said_of = defaultdict(set), defaultdict(set)
    mine = {key: said[key] or f"{key}" for key in gold}
    for key in gold:
        gold_of[gold[key]].add(key)
        said_of[mine[key]].add(key)
    both = {key: len(gold_of[gold[key]] & said_of[mine[key]]) for key in gold}
    precision = sum(both[k] / len(said_of[mine[k]]) for k in gold) / len(gold)
    recall = sum(both[k] / len(gold_of[gold[k]]) for k in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_b_cubed_of_a_pairing_worked_out_by_hand() -> None:
    gold = {("a", 1): "x", ("a", 2): "x", ("a", 3): "y"}
    assert b_cubed(gold, {("a", 1): "m", ("a", 2): "m", ("a", 3): "n"}) == (1, 1, 1)
    assert b_cubed(gold, {("a", 1): "m", ("a", 2): "", ("a", 3): ""}) == pytest.approx((1, 2 / 3, 0.8))
    assert b_cubed(gold, dict.fromkeys(gold, "m"))[:2] == pytest.approx((5 / 9, 1))


@pytest.mark.parametrize(
    ("name", "unit", "kind", "metric"),
    [
        ("企业开办时间", "个工作日", "level", "processingTime"),
        ("承诺时限", "%", "change", "processingTime"),
        ("单件审核时长", "分钟", "level", "processingTime"),
        ("窗口排队时间", "分钟", "level", "queueTime"),
        ("事件平均处置时间", "小时", "level", "handlingTime"),
        ("日均办件量", "件", "level", "casesHandled"),
        ("走访企业", "家", "level", "enterprisesVisited"),
        ("惠及企业", "家", "level", "enterprisesServed"),
        ("高新技术企业总数", "家", "level", "hightechFirms"),
        ("规模以上工业增加值增速", "%", "level", "industrialOutput"),
        ("全县税收收入增速", "", "rank", "taxRevenue"),
        ("营商环境评价排名", "位", "rank", "assessmentRank"),
        ("综合满意率排名", "位", "rank", "satisfactionRate"),
        ("应用场景和业务系统", "个", "level", "scenarios"),
        ("城镇、农村居民收入", "%", "change", "ruralIncome"),
        ("高频事项梳理出", "项", "level", "mattersListed"),
        ("社会物流总费用与地区生产总值的比率", "%", "level", "logisticsCost"),
        ("全国城镇调查失业率", "%", "level", "unemployment"),
        ("城镇登记失业率", "%", "level", "registeredUnemployment"),
        ("", "个", "level", ""),
        ("水晶球", "个", "level", ""),
        ("木雕爱好者占居民比重", "%", "level", ""),
        ("办件量", "元", "level", ""),
        ("学生宿舍渗漏点", "个", "level", ""),
        ("企业退休人员基本养老金", "次", "level", ""),
        ("检验结果互认项目", "个", "level", ""),
        ("行业“一业一证”改革", "个", "level", "industries"),
        ("高速公路通车里程", "公里", "level", "expressways"),
        ("商务服务业增加值", "%", "change", "branchOutput"),
        ("连续获评优秀", "年", "level", "awardStreak"),
        ("节约资金", "天", "level", ""),
    ],
)
def test_a_name_means_a_metric(name: str, unit: str, kind: str, metric: str) -> None:
    assert metrics.resolve(name, unit, kind) == metric


def test_the_unit_tells_apart_what_a_name_leaves_open() -> None:
    assert metrics.resolve("清退保证金", "元") != metrics.resolve("清退保证金", "笔")
    assert metrics.resolve("出口", "元") == "exports" and not metrics.resolve("出口", "个")


def test_every_metric_resolves_by_its_own_label_and_names() -> None:
    for row in vocab.table("metrics"):
        kinds = {row["quantity_kind"], *row["also_kinds"].split("|")} - {""}
        assert kinds <= KINDS, row["id"]
        for name in (row["zh"], *row["aliases"].split("|")):
            rank = "rank" if "rank" in kinds else ""
            assert metrics.resolve(name, "", rank), (row["id"], name)


def test_conditions_name_metrics_units_and_kinds_that_there_are() -> None:
    known = {r["id"] for r in vocab.table("metrics")}
    units = {w for r in vocab.table("units") for w in r["written"].split("|")}
    for row in vocab.table("metric-names"):
        assert (row["metric"] in known) == (row["kind"] in ("name", "whole", "begin")), row
        assert set(row["units"].split("|")) - {""} <= units, row
    assert {r["quantity_kind"] for r in vocab.table("units")} <= KINDS
    assert {r["polarity"] for r in vocab.table("metrics")} <= {"higherIsBetter", "lowerIsBetter", "neutral"}
    assert {r["result_level"] for r in vocab.table("metrics")} <= {"input", "activity", "output", "outcome", "impact"}


def test_no_definition_says_only_the_name_again() -> None:
    for row in vocab.table("metrics"):
        for lang in ("zh", "en"):
            assert row[f"definition_{lang}"] not in ("", row[lang]), row["id"]


def test_a_phrase_of_one_text_has_that_text_as_its_origin() -> None:
    assert metrics.resolve("推送疫情数据", "条") == "dataPushed"
    with vocab.without("wuhan-2021"):
        assert metrics.resolve("推送疫情数据", "条") != "dataPushed"


def test_the_verb_before_a_name_tells_the_metric() -> None:
    assert metrics.resolve("财政资金", "元", "level", "平台上线后，节约") == "savings"
    assert metrics.resolve("财政资金", "元", "level", "安排") == metrics.resolve("财政资金", "元", "level")
    assert metrics.resolve("检验结果互认项目", "个", "level", "医疗机构检查") == ""


def test_a_thousand_long_names_take_no_time() -> None:
    metrics.resolve("办件量")
    start = time.process_time()
    for i in range(1000):
        metrics.resolve(f"第{i}批" + "深入推进各项重点改革任务落实落细" * 8, "个", "level")
    assert time.process_time() - start < 2


def test_the_pairing_covers_the_gold_figures_and_nothing_else() -> None:
    gold = {key for key, _ in figures(GOLDEN)}
    documents = {i for i, _ in gold}
    assert {key for key in groups() if key[0] in documents} == gold


@pytest.mark.parametrize(("folder", "named", "names_f1", "resolved", "read_f1"), FOLDERS)
def test_gold_figures_form_the_groups_paired_by_hand(
    folder: Path, named: float, names_f1: float, resolved: float, read_f1: float
) -> None:
    gold, marked = groups(), dict(figures(folder))
    paired = {key: gold[key] for key in marked}
    by_name = {k: metrics.resolve((q["metric"] or [""])[0], q["unit"], q["kind"]) for k, q in marked.items()}  # type: ignore[index,arg-type]
    seen = read(folder)
    by_reading = {key: seen[key].metric if key in seen else "" for key in marked}
    for said, share, floor in ((by_name, named, names_f1), (by_reading, resolved, read_f1)):
        assert sum(map(bool, said.values())) / len(said) >= share
        assert b_cubed(paired, said)[2] >= floor, b_cubed(paired, said)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of whole reports (../shared/corpus) is not here")
def test_whole_reports_have_units_that_are_concepts_and_mostly_metrics() -> None:
    units = concepts.unit_iris()
    said = [s for r in whole_reports() for s in assemble.read(r) if isinstance(s, Observation)]
    assert not {s.unit for s in said} - units.keys() - {""}
    assert sum(bool(s.metric) for s in said) / len(said) >= 0.73


def test_a_list_of_marks_alone_names_nothing() -> None:
    from govkg.extract import metric

    for marks in ("“、“、", "“、“、00", "”、件", "，、，"):
        assert not any("\u4e00" <= c <= "\u9fff" for name in metric.names(marks)[:-1] for c in name)
