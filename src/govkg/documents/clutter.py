"""What a government page holds beside its report: menus, paths, counters, share and print links; told by name and form.

Nothing that holds a sentence is ever clutter by its name alone: a name is a hint, a full stop is the text.
"""

from __future__ import annotations

import re

# Tokens of an element's class or id → what it is: parts between hyphens and underscores, and camel humps.
NAMES = {
    "navigation": "nav menu navbar navigation crumb crumbs breadcrumb breadcrumbs dqwz weizhi sitenav topnav mainnav subnav leftmenu "
    "sidemenu daohang lanmu pagination pager prevnext pagenav sitemap",
    "header": "header topbar masthead toplink",
    "footer": "footer foot copyright footbar siteinfo beian friendlink yqlj",
    "related": "sidebar aside related xgwj xgbd xgxx hotnews recommend xglj xgjd tuijian",
    "printing": "print printer share sharebox bdshare bdsharebuttonbox fontsize zihao dayin fenxiang qrcode ewm erweima",
    "search": "search searchbox sousuo login loginbox",
}
# Words that say it only when they are the whole name: margin-bottom and position-relative are of the body too.
WHOLE = {"position": "navigation", "location": "navigation", "tabs": "navigation", "head": "header", "top": "header",
         "banner": "header", "logo": "header", "bottom": "footer", "links": "footer", "tools": "printing", "toolbar": "printing"}  # fmt: skip
BY_TOKEN = {token: what for what, tokens in NAMES.items() for token in tokens.split()}
TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
ASIDE = (
    "navigation",
    "footer",
    "related",
    "printing",
    "search",
)  # where a sentence may stand that is not of the report

# Lines that are tools of the page, whole: 打印本页, 【字体：大 中 小】, 分享到：, 浏览次数：123; brackets and blanks aside.
TOOL = re.compile(
    r"打印(?:本页|此页|文章|正文|预览)?|关闭(?:窗口|本页|页面|此页)?|返回(?:顶部|首页|上一页|列表)?|收藏(?:本页)?|加入收藏|设为首页|"
    r"下载(?:本页|文章)?|复制链接|我要(?:纠错|分享|评论)|扫一扫(?:在手机(?:上)?(?:打开|查看)(?:当前|此)?页(?:面)?)?|手机版|纠错|点赞|"
    r"视力保护色|(?:字体|字号|文字)(?:大小)?:?|特大|超大|默认|[大中小]|分享(?:到|至|本文|按钮)?:?|微信|(?:新浪)?微博|QQ(?:空间|好友)?|朋友圈|"
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?(?::[0-9]*|[0-9]+)次?|人气:?[0-9]+",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"[\s　|｜·【】\[\]()（）<>＜＞、,，]+")
TURNING = re.compile(
    r"(?:上|下|前|后)一(?:篇|条|页|则)\s*[:：].{0,120}|没有了|(?:相关|推荐)(?:链接|信息|文章|阅读|新闻|稿件|文档|解读)\s*[:：]?"
)
PLACE = re.compile(r"[\s【\[]*(?:您|你)?(?:的|现在的?|当前的?|目前)?(?:所在)?(?:的)?位置(?:是|在)?\s*[:：].{0,200}")
HOME = re.compile(r"首\s*页\s*[>＞»›/]")
PAGE_FOOT = re.compile(
    r"(?:版权所有|主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|技术支持|网站标识码|政府网站标识码|.{0,3}ICP备|[\u4e00-\u9fff]?公网安备|"
    r"Copyright|©|建议使用.{0,30}(?:浏览|分辨率)|网站地图|联系我们|关于我们|免责声明|隐私声明|法律声明).{0,200}", re.IGNORECASE
)  # fmt: skip
# Labels of the line or table about the publication → the key under which it is stated.
LABELS = {
    "索引号": "index", "索 引 号": "index", "索引码": "index",
    "发文字号": "number", "发文文号": "number", "文号": "number", "文 号": "number", "文件编号": "number",
    "发布日期": "published", "发布时间": "published", "公开日期": "published", "时间": "published", "日期": "published",
    "成文日期": "dated", "发文日期": "dated", "生成日期": "dated", "印发日期": "dated",
    "发布机构": "issuer", "发文机关": "issuer", "发文单位": "issuer", "发布单位": "issuer", "公开机构": "issuer", "制发机关": "issuer",
    "来源": "source", "信息来源": "source", "文章来源": "source", "稿件来源": "source", "作者": "author", "责任编辑": "editor",
    "编辑": "editor", "标题": "title", "名称": "title", "文件名称": "title", "信息名称": "title",
    "主题分类": "subject", "主题词": "subject", "有效性": "validity", "效力状态": "validity", "公开方式": "publicity",
}  # fmt: skip
LABEL = re.compile(
    r"(?:^|(?<=[\s　|｜【\[（(；0-9]))[【\[]?("
    + "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
    + r")[】\]]?\s*[:：]\s*"
)
# A day as sites stamp it; a report writes 2022年1月25日, which stays in its text.
STAMP = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
# Labels that no report has in its text: a line of them is about the publication.
SURE = frozenset(("index", "number", "published", "dated", "issuer", "source", "editor"))
# <meta name> of a page → the key under which it is stated, by the national standard of site pages and by habit.
METAS = {
    "articletitle": "title", "pubdate": "published", "contentsource": "source", "author": "author", "columnname": "column",
    "sitename": "site", "url": "url", "keywords": "keywords", "description": "description", "publishdate": "published",
    "og:title": "title", "article:published_time": "published", "og:url": "url", "dc.title": "title", "dc.date": "published",
    "firstpublishedtime": "published", "others": "", "catalog": "column", "source": "source", "siteidcode": "sitecode",
}  # fmt: skip


def named(*names: str | None) -> str:
    """What an element is by its class and id, "" when they say nothing.

    >>> named("top-nav clearfix", None), named("mainNav"), named("position-relative", "zoom")
    ('navigation', 'navigation', '')
    """
    words = [w for n in names if n for w in n.split()]
    found = {BY_TOKEN[t.lower()] for w in words for t in TOKEN.findall(w) if t.lower() in BY_TOKEN}
    found |= {BY_TOKEN.get(w.lower(), "") or WHOLE.get(w.lower().rstrip("0123456789"), "") for w in words} - {""}
    return min(found, key=list(NAMES).index) if found else ""


def line(text: str) -> str:
    """What a line is when it is clutter as a whole, "" when it is text.

    >>> line("字体：【大 中 小】 打印本页 关闭窗口"), line("当前位置：首页 > 政务公开 > 工作总结"), line("打印证照5万张。")
    ('printing', 'navigation', '')
    """
    text = text.strip()
    if not text or len(text) > 300:
        return ""
    if _tools(text):
        return "printing"
    if PLACE.fullmatch(text) or TURNING.fullmatch(text) or (HOME.match(text) and "。" not in text):
        return "navigation"
    return "footer" if PAGE_FOOT.fullmatch(text) and "。" not in text.rstrip("。") else ""


def _tools(text: str) -> bool:
    plain = BETWEEN.sub("", text).replace("：", ":")
    at = 0
    while m := TOOL.match(plain, at):
        at = m.end()
        if at == len(plain):
            return True
    return False


def publication(text: str) -> bool:
    """True for a line that is only about the publication: 发布日期：…　来源：….

    >>> publication("发布日期：2022-01-25　来源：市政数局"), publication("来源：财政拨款5万元。其他略。")
    (True, False)
    """
    if len(text) > 300 or "。" in text.rstrip("。"):
        return False
    stamp = STAMP.match(text)
    rest = text[stamp.end() :].strip("　 |｜") if stamp else text
    if not rest or _tools(rest):
        return stamp is not None
    return LABEL.match(rest) is not None and bool(labels(rest).keys() & SURE)


def labels(text: str) -> dict[str, str]:
    """What a line about the publication says, by key; {} when it opens with no label.

    >>> labels("发布日期：2022-01-25 10:30　来源：市政数局　浏览次数：51")
    {'published': '2022-01-25 10:30', 'source': '市政数局'}
    """
    found = list(LABEL.finditer(text[:2000]))
    said: dict[str, str] = {}
    if stamp := STAMP.match(text):
        said["published"] = stamp[0]
    for at, m in enumerate(found):
        until = found[at + 1].start() if at + 1 < len(found) else len(text)
        words = text[m.end() : until].strip("　 |｜【】[]；。")
        value = re.split(r"[|｜；【]|[\s　]{2,}|[\s　]+(?=[\u4e00-\u9fff【\[])", words)[0]
        if value and len(value) <= 120:
            said.setdefault(LABELS[m[1]], value.strip())
    return said
