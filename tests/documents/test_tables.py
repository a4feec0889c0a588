"""Rows of cells as lines."""

from govkg.documents.tables import Cell, lines


def rows(*texts: tuple[str, ...]) -> list[list[Cell]]:
    return [[Cell(t) for t in row] for row in texts]


def test_without_a_header_cells_stand_side_by_side() -> None:
    assert lines(rows(("办件", "5", "件"), ("大厅", "3", "个"))) == ["办件；5；件。", "大厅；3；个。"]


def test_a_caption_over_the_whole_width_is_a_line() -> None:
    table = [[Cell("主要指标完成情况", 1, 2)], *rows(("指标", "数量"), ("办件", "5万件"), ("大厅", "3个"))]
    assert lines(table)[0] == "主要指标完成情况。"
    assert "5万件" in lines(table)[1] and "3个" in lines(table)[2]


def test_years_are_headings_and_empty_cells_are_left_out() -> None:
    assert lines(rows(("指标", "2020年", "2021年"), ("办件量", "", "286.4"))) == ["指标：办件量；2021年：286.4。"]
    assert lines(rows(("指标", "2020", "2021"), ("办件量", "1", "2"))) == ["指标：办件量；2020：1；2021：2。"]


def test_words_that_the_file_marks_as_headings_are_headings() -> None:
    head = [Cell("任务", head=True), Cell("牵头单位", head=True)]
    assert lines([head, *rows(("推进改革", "市政数局"))]) == ["任务：推进改革；牵头单位：市政数局。"]


def test_sentences_keep_their_full_stop() -> None:
    assert lines(rows(("任务", "进展", "数"), ("改革", "全面推开。已见成效。", "5"))) == [
        "任务：改革；进展：全面推开。已见成效；数：5。"
    ]


def test_nothing_is_lost_whatever_the_spans() -> None:
    table = [[Cell("甲", 3, 1), Cell("乙", 1, 5)], [Cell("丙", 9, 9)], [Cell("丁"), Cell("戊")]]
    said = "".join(lines(table))
    assert all(c in said for c in "甲乙丙丁戊")


def test_empty_tables_are_nothing() -> None:
    assert lines([]) == lines([[]]) == lines(rows(("", ""))) == []
