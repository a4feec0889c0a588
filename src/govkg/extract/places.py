"""Places: the report's own place, provinces and prefectures by name, regions, and places told by their suffix (溪口镇石桥村)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govkg.extract.lexicon import Lexicon
from govkg.extract.page import Candidate, Page
from govkg.extract.spans import Mention

SELF = re.compile(r"我[省市区县州](?![级长])")
REGION = re.compile(r"城市圈|城市群|经济带|经济圈|都市圈|自由贸易港|大湾区")
# Behind a word that takes a place; only there is a name looked for.
SUFFIXED = re.compile(
    r"(?:在|与|同|至|帮助|赴|其中|选取|自|相邻的|毗邻的|周边的|联通|对接|携手|辐射|[市县区镇]、)"
    r"(?=(?P<place>(?:[\u4e00-\u9fff]{2,4}(?:新区|自治县|省(?![级内外厅委政直部属会里份区])|[市区县镇乡州](?![场级民域直长委政两辖内外交间块分别段位])))(?:[\u4e00-\u9fff]{2,3}(?:村|社区|镇|乡))?))"
)
NOT_NAMES = re.compile(
    r"^(?:(?:明确|新一轮|项目|不返|县镇|.*镇帮镇).*|.{0,1}(?:全|各|我|该|本|两|多|新|老|主|城|园|社|小|郊|山|景|校|厂|库|片|辖|灾|牧|林|矿|港|商|街|专|直|设|开发|自治|示范|试验|高新|工业|保税|功能|服务|等候|自助|办事|重点|贫困|革命老|沿海|周边|外)(?:[省市区县镇乡州]|新区)|.*(?:城市|超市|都市|上市|股市|楼市|门市|夜市|集市|地市|县市|市县|省市|区县|乡镇|城镇|地区|园区|社区|景区|城区|片区|辖区|专区|灾区|校区|小区|街区|库区|矿区|林区|牧区|山区|战区|军区|禁区|误区|特区|市区|新城区|开发区|示范区|试验区|先行区|集聚区|保护区|服务区|自治区|聚居区|核心区|功能区|合作区|高新区|经开区|保税区|自贸区|农村|乡村|本省|外省|省区))$"
)
# At the beginning of a clause, before a verb of doing: 红原县开设…，茂县探索出….
DOES = re.compile(
    r"(?:(?<=[，。；：！？、\n])|(?<=[0-9][.．、]))(?P<place>[\u4e00-\u9fff]{1,3}(?:自治)?[县旗]|[\u4e00-\u9fff]{2,3}[市区])"
    r"(?=(?:还|也|则|在全[国省市州]|率先|积极|创新|成功|先后|主动|全面|首创|探索|推出|开设|设立|打造|实现|建立|建成|推行|推广|开展|启动|依托|围绕|聚焦|入选|荣获|获评|获批|“|最早){1,3})"
)
SEVERAL = re.compile(
    r"(?<=[，。；：\n])((?:[\u4e00-\u9fff]{1,3}[市县区旗]、){1,8}[\u4e00-\u9fff]{1,3}[市县区旗])(?=分别|率先|等|[，])"
)
LISTED = re.compile(
    r"((?![在将把对从向以于至到赴])[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}?){1,9})(?:等)?(?:(?:[0-9一二三四五六七八九十两]+)?个(?:重点)?(?:区|县|市|镇|乡)|(?<=等)[0-9]{1,3}[市县区州地])"
)
BEHIND = re.compile(
    r"(?:大学|学院|银行|路|站|机场|港|日报|战疫|政务|云|市民|牌|分公司|公司|集团|证券|股份|移动|元素|湖|湾|[高中][铁速]|国际机场)"
)


NATION = "全国"  # a report of the whole country names it in every other sentence: no place among others
# Words before a place that opens its clause; what goes on behind a place is a longer name.
OPENING = re.compile(r"^(?:[0-9]{1,2}[.．、]|其中|在|由|[“‘ 　])+")
LONGER = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:机场|铁路|高铁|高速|地铁|大学|医院|港|公司|集团|路|站|桥|水库|电站|基地|中心|园)"
)
COUNTED = re.compile(r"(?:[0-9]*[余多]?[项个]|建设|同|也是)?")


class Places:
    """Finds the places of one page."""

    def __init__(self, page: Page, lexicon: Lexicon, own: str) -> None:
        self.page, self.lexicon = page, lexicon
        last = re.split(r"(?<=[省市])(?=[\u4e00-\u9fff]{2,}[市区县])", own)[-1] if own else ""
        self.forms: dict[str, str] = {f: own for f in (own, last) if f and f != NATION}
        short = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市区县州]$", "", last)
        if len(short) >= 2 and own != NATION:
            self.forms[short] = own

    def find(self) -> Iterator[Candidate]:
        """Every place named on a page."""
        page, text = self.page, self.page.folded
        for m in REGION.finditer(text):
            start = page.noun_start(m.start(), 8, m.end())
            start += len(COUNTED.match(text[start : m.end()])[0])  # type: ignore[index]
            if m.start() - start >= 2:
                yield Candidate(start, m.end(), "Place", page.text[start : m.end()], "place.region", 45)
        for form, name in self.forms.items():
            for m in re.finditer(re.escape(form), text):
                yield Candidate(m.start(), m.end(), "Place", name, "place.own", 32)
        for start, word in self.lexicon.place.find(text):
            end = start + len(word)
            if not BEHIND.match(text, end) and not page.cut(start, end):
                yield Candidate(start, end, "Place", self.lexicon.places[word][0], "place.table", 30)
        yield from self._suffixed()

    def _suffixed(self) -> Iterator[Candidate]:
        page, text = self.page, self.page.folded
        for m in SUFFIXED.finditer(text):
            words, start, end = m["place"], m.start("place"), m.end("place")
            if len(words) >= 3 and not NOT_NAMES.match(words) and page.phrase_start(end) <= start:
                yield Candidate(start, end, "Place", page.text[start:end], "place.suffix", 28)
        for m in DOES.finditer(text):
            if "个" not in m["place"] and not NOT_NAMES.match(m["place"]):
                yield Candidate(m.start(), m.end(), "Place", page.text[m.start() : m.end()], "place.does", 28)
        for m in SEVERAL.finditer(text):
            at = m.start(1)
            for part in m[1].split("、"):
                if not NOT_NAMES.match(part):
                    yield Candidate(at, at + len(part), "Place", page.text[at : at + len(part)], "place.listed", 28)
                at += len(part) + 1
        for m in LISTED.finditer(text):
            at = m.start(1)
            for part in m[1].removesuffix("等").split("、"):
                yield Candidate(at, at + len(part), "Place", page.text[at : at + len(part)], "place.listed", 27)
                at += len(part) + 1


def opens(text: str, left: int, m: Mention) -> bool:
    """Whether a place is what its clause speaks of: it opens the clause, and no longer name goes on behind it."""
    return not OPENING.sub("", text[left : m.start]) and not LONGER.match(text, m.end)
