"""Who conferred an award, and which initiative won it, in the words of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from govkg.extract.spans import Mention, Relation, Tie, TieBasis

CLAUSE = "，。；！？\n"
JOINT = re.compile(r"[”’]?(?:[、和及与]|以及)?[“‘]?")
WINS = re.compile(
    r"荣获|获评|获得|获|入选|被[^，。；]{0,14}?(?:评为|授予|命名|列为|确定为|认定为|评选为)|跻身|斩获|荣膺|摘得|蝉联"
)


class Reader(Protocol):
    """One sentence with its names, as the reader of ties sees it."""

    @property
    def base(self) -> int: ...
    @property
    def words(self) -> Mapping[tuple[str, str], re.Pattern[str]]: ...
    @property
    def all(self) -> Sequence[Mention]: ...
    @property
    def outer(self) -> Sequence[Mention]: ...
    @property
    def units(self) -> Sequence[Mention]: ...
    @property
    def initiatives(self) -> Sequence[Mention]: ...

    def tie(self, kind: Tie, a: Mention, b: Mention, basis: TieBasis, rule: str) -> Relation:
        """The tie of two names, with the words that state it."""

    def between(self, a: int, b: int) -> str:
        """The folded words between two offsets."""


def find(reader: Reader) -> Iterator[Relation]:
    """The body that conferred each award of a sentence, and the initiative that won it."""
    awards = [m for m in reader.outer if m.type == "Award"]
    for i, award in enumerate(awards):
        first = awards[i]
        while i and JOINT.fullmatch(reader.between(awards[i - 1].end, first.start)):
            i -= 1
            first = awards[i]
        clause_start = _clause_start(reader, first)
        clause = reader.between(clause_start, first.start)
        givers = [u for u in reader.units if clause_start <= u.start and u.end <= first.start]
        for u in reversed(givers):
            lead, tail = reader.between(clause_start, u.start), reader.between(u.end, first.start)
            passive = re.search(r"被(?:[^，。；]{0,8}[、和])?$", lead)
            held = re.match(r"(?:主办|举办|组织|承办)的?[^，。；]{2,20}(?:中|上)?(?:荣?获|斩获|摘得|夺得)", tail)
            gives = held or reader.words["conferredBy", "behind"].match(tail.lstrip("等联合共同"))
            won = WINS.search(lead) and len(tail) <= 14
            if passive or gives or won:
                yield reader.tie("conferredBy", award, u, "", "award.by")
                break
        else:
            if own := next((u for u in reader.all if u.type == "Unit" and u.start == award.start), None):
                yield reader.tie("conferredBy", award, own, "", "award.named")
        winners = [t for t in reader.initiatives if clause_start <= t.start and t.end <= first.start]
        if winners and WINS.search(reader.between(winners[-1].end, first.start)):
            yield reader.tie("produced", winners[-1], award, "explicit", "award.of")
        elif not winners and not clause.strip("“先后还并").startswith(("我", "全年", "局")) and WINS.match(clause):
            earlier = [t for t in reader.initiatives if t.end <= clause_start]
            if earlier and "；" not in reader.between(earlier[-1].end, clause_start):
                yield reader.tie("produced", earlier[-1], award, "explicit", "award.of")


def _clause_start(reader: Reader, m: Mention) -> int:
    words = reader.between(reader.base, m.start)
    return reader.base + max((words.rfind(c) for c in CLAUSE), default=-1) + 1
