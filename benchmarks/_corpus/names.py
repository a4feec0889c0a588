"""Names of what there is not: cities, bureaus, reforms, platforms. None is the name of a real place or a known scheme."""

from __future__ import annotations

from functools import cache
from itertools import product
from random import Random

from govkg import vocab

# Two of the first make a city, with a third word of the last for its districts.
FIRST = "云岚澄沅棠霁泠穆栖渌皓翎琅沁蔚瑶桐芷鹭砚"
SECOND = "江川陵原浦溪岭泽洲屏岩塘港坪渡"
DISTRICT = ("东湾", "西岭", "南桥", "北苑", "中阳", "新浦", "青石", "临河")
HOW = (
    "码上 云上 就近 联动 靠前 极简 暖心 阳光 无忧 安心 即时 数智 闪电 温馨 全链 并联 随手 家门口 一站 便捷 精准 透明 智联 "
    "先行 主动 集成 贴心 乐享 轻松 简捷"
).split()
WHAT = (
    "联审 代办 帮办 速办 快审 联验 直达 速兑 核验 速登 过户 开办 注销 续办 预审 接件 评审 查验 报装 核准 补贴 退费 投诉 "
    "审图 勘验 施工 登记 准入 结算 备案"
).split()
FIELD = (
    "惠企政策 行政审批 阳光交易 社会救助 应急指挥 市场监测 信用信息 人才服务 农业服务 健康服务 养老服务 教育服务 城市运行 基层治理 "
    "政务数据 视频共享 公文流转 项目管理 能耗监测 水务管理 公积金服务 住房租赁 就业服务 税费服务 文旅服务 物流信息 停车服务 "
    "执法监督 资产管理 热线服务"
).split()
KIND = ("平台", "系统", "综合平台", "一体化平台", "服务系统")
TOPIC = (
    "公共数据资源 政务服务事项 电子证照应用 公共资源交易 信用分级监管 工程项目审批 政务热线办理 中介服务超市 信息化项目 行政许可事项 "
    "基层减负 民营经济发展 城市更新 乡村建设 科技创新 产业园区 安全生产 养老服务 招商引资 人才引进 财政资金 土地储备 "
    "生态保护 物业服务 停车设施 农村公路 教育资源 公共卫生 文化服务 应急救援"
).split()
PAPER = ("管理办法", "实施方案", "实施细则", "若干措施", "工作规范", "三年行动计划")
DRIVE = (
    "清风 护航 春雨 利剑 攻坚 破冰 焕新 强基 暖企 净网 畅通 提速 百日 清源 扬帆 筑堤 亮剑 铁拳 提质 聚力 固本 净水 蓝焰 拔钉"
).split()
UNITS = (
    "市发展改革委 市财政局 市住建局 市市场监管局 市公安局 市人社局 市自然资源局 市卫生健康委 市税务局 市交通运输局 市水务局 市教育局 "
    "市民政局 市司法局 市科技局 市商务局 市应急局 市审计局 市统计局 市城管局"
).split()
AWARD = ("数字治理创新奖", "政务服务示范奖", "信息惠民优秀奖", "改革创新一等奖", "智慧应用金奖", "服务创新二等奖")
GIVERS = ("省政府办公厅", "国务院办公厅", "国家发展改革委", "省发展改革委")
# Schemes that are planted, by where they stand in the vocabulary, and coined ones that are in no vocabulary.
KNOWN = (
    "证照分离", "多证合一", "一照多址", "不见面审批", "秒批秒办", "最多跑一次", "多规合一", "一网统管", "先照后证", "标准地",
)  # fmt: skip
COINED = ("码随链办", "星火帮审", "三色联签", "云梯直兑")


@cache
def known() -> tuple[str, ...]:
    """All ways in which the vocabulary writes a scheme."""
    rows = vocab.table("schemes")
    return tuple(sorted({name for r in rows for key in ("zh", "aliases") for name in r[key].split("|") if name}))


@cache
def cities() -> tuple[str, ...]:
    """Names of cities that are not there, 市 included, in an order of their own."""
    real = {r[key] for r in vocab.table("places") for key in ("zh", "short")}
    real |= {r["zh"] for r in vocab.table("districts") if "zh" in r}
    pairs = [a + b for a, b in product(FIRST, SECOND)]
    made = [name for name in pairs if name not in real and f"{name}市" not in real]
    Random("cities").shuffle(made)
    return tuple(f"{name}市" for name in made)


@cache
def reforms() -> tuple[str, ...]:
    """Names of reforms; none holds the name of a known scheme."""
    return tuple(name for a, b in product(HOW, WHAT) if not any(k in (name := a + b) for k in known()))


@cache
def platforms() -> tuple[str, ...]:
    """Names of platforms, to stand behind the short name of a city."""
    return tuple(a + b for a, b in product(FIELD, KIND))


@cache
def papers() -> tuple[str, ...]:
    """Titles of documents, to stand behind the name of a city."""
    return tuple(a + b for a, b in product(TOPIC, PAPER))
