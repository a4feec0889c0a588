"""Platforms that only planted facts speak of, and what is measured of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

WHOSE = "星月松竹梅兰虹雁鹤鹿枫菊杏柳麦萤帆舟桥灯"
WHAT = ("桥通", "湾通", "帆云", "窗云", "驿云", "渠通", "台通")


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured: its words, its unit, its size at least and at most in units of the last place, and these places."""

    words: str
    unit: str
    low: int
    high: int
    places: int = 0
    times: str = ""  # 万
    better: int = 1  # -1: lower is better

    def written(self, value: int) -> str:
        """A value as a report writes it.

        >>> Measure("受理业务", "件", 100, 900, 1, "万").written(123)
        '12.3万件'
        """
        return f"{self.bare(value)}{self.times}{self.unit}"

    def bare(self, value: int) -> str:
        """The number alone."""
        if not self.places:
            return str(value)
        digits = str(value).rjust(self.places + 1, "0")
        return f"{digits[: -self.places]}.{digits[-self.places :]}"


MEASURES = (
    Measure("受理业务", "件", 105, 895, 1, "万"),
    Measure("注册用户", "人", 205, 995, 1, "万"),
    Measure("接入单位", "家", 60, 400),
    Measure("上线服务", "项", 120, 900),
    Measure("服务企业", "家", 1500, 9500),
    Measure("节约资金", "万元", 1500, 9500),
    Measure("建成应用场景", "个", 40, 300),
    Measure("布设自助终端", "台", 120, 900),
)
RATES = (
    Measure("好评率", "%", 912, 978, 1),
    Measure("按时办结率", "%", 912, 978, 1),
    Measure("平均办理时限", "天", 21, 95, 1, better=-1),
    Measure("投诉率", "%", 11, 45, 1, better=-1),
)


class Things:
    """Names of platforms, none twice in a city; all have the form of a platform, whatever is said of them."""

    def __init__(self, rng: Random) -> None:
        self.left = [a + b for a in WHOSE for b in WHAT]
        rng.shuffle(self.left)

    def next(self) -> str:
        """A platform that nothing was said of yet."""
        return self.left.pop()
