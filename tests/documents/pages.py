"""Layouts of government pages, each with the same report in it and with what sites put around it."""

import re
from collections.abc import Callable
from html import escape

from tests.documents import golden

TITLE_META = '<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2022-01-25 10:30"><meta name="ContentSource" content="市政数局">'
MENU = (
    "<ul class='menu'>"
    + "".join(
        f"<li><a href='/{i}'>{w}</a></li>"
        for i, w in enumerate("首页 政务公开 办事服务 互动交流 数据开放 走进云江".split())
    )
    + "</ul>"
)
RELATED = (
    "<div class='xgxx'><h3>相关信息</h3><ul>"
    + "".join(
        f"<li><a href='/r{i}'>云江市某局{2010 + i}年工作总结</a><span>2022-01-0{i}</span></li>" for i in range(1, 6)
    )
    + "</ul></div>"
)
FOOT = "<p>主办：云江市人民政府办公室　承办：云江市大数据中心</p><p>网站标识码：4200000001 鄂ICP备05012345号-1 <img src='a.png' alt='公安备案'> 鄂公网安备 42010000000000号</p><p>建议使用IE9.0以上浏览器，分辨率1920*1080</p>"


def head(title: str, charset: str = "utf-8") -> str:
    metas = TITLE_META.format(title=escape(title))
    return f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{escape(title)}_云江市人民政府</title>{metas}<script>var a='受理办件9万件。';</script><style>p{{color:red}}</style></head>"


def div_soup(title: str, lines: list[str]) -> str:
    body = "".join(f"<div>\n  <span style='font-size:16pt'>　　{escape(x)}</span>\n</div>" for x in lines)
    return f"""{head(title)}<body><div class="header"><div class="logo"><img src="l.png" alt="云江市人民政府"></div>{MENU}</div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a> &gt; <a href="/b">工作总结</a></div>
<div class="main"><h1>{escape(title)}</h1><div class="info"><span>发布日期：2022-01-25 10:30</span>　<span>来源：市政数局</span>　<span>浏览次数：<b>51</b></span>　<span>字体：【<a href="javascript:a(1)">大</a> <a href="javascript:a(2)">中</a> <a href="javascript:a(3)">小</a>】</span></div>
<div id="zoom" class="content">{body}</div>
<div class="bdsharebuttonbox"><a href="#">分享到：</a><a href="#w">微信</a><a href="#q">微博</a></div><div class="tools"><a href="javascript:window.print()">打印本页</a> | <a href="javascript:window.close()">关闭窗口</a></div></div>
{RELATED}<div class="footer">{FOOT}</div></body></html>"""


def old_tables(title: str, lines: list[str]) -> str:
    body = "".join(f"<p align=left>&nbsp;&nbsp;&nbsp; {escape(x)}" for x in lines)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{escape(title)}</title></head><body bgcolor=#ffffff>
<table width=1000 align=center><tr><td colspan=2><img src=top.jpg></td></tr><tr><td colspan=2><a href=/>首页</a> | <a href=/zw>政务公开</a> | <a href=/bs>网上办事</a> | <a href=/hd>互动</a></td></tr>
<tr><td width=200 valign=top><table><tr><td><a href=/1>机构职能</a></td></tr><tr><td><a href=/2>领导信息</a></td></tr><tr><td><a href=/3>工作总结</a></td></tr></table></td>
<td valign=top><table width=100%><tr><td align=center><b><font size=5>{escape(title)}</font></b></td></tr><tr><td align=center>时间：2022-01-25　来源：市政数局　点击：118</td></tr><tr><td><hr></td></tr><tr><td>{body}</td></tr>
<tr><td align=right>【<a href="javascript:print()">打印</a>】【<a href="javascript:close()">关闭</a>】</td></tr></table></td></tr><tr><td colspan=2 align=center>版权所有：云江市人民政府 技术支持：云江信息公司</td></tr></table></body></html>"""


def nested_tables(title: str, lines: list[str]) -> str:
    body = "".join(
        f"<table><tr><td><table><tr><td><p>{escape(x)}</p></td></tr></table></td></tr></table>" for x in lines
    )
    info = "<table class='info'><tr><td>索引号：</td><td>011000/2022-0012</td><td>发文字号：</td><td>云政数发〔2022〕3号</td></tr><tr><td>发布机构：</td><td>市政数局</td><td>发布日期：</td><td>2022-01-25</td></tr></table>"
    return f"""<html><head><meta charset=utf-8><title>{escape(title)}</title></head><body><form method=post action=/s.aspx><table><tr><td>{MENU}<input type=text value=搜索><select><option>本站</option></select></td></tr><tr><td>{info}</td></tr><tr><td><h1>{escape(title)}</h1></td></tr><tr><td>{body}</td></tr><tr><td>{FOOT}</td></tr></table></form></body></html>"""


def br_paragraphs(title: str, lines: list[str]) -> str:
    body = "<br><br>\n".join(f"　　{escape(x)}" for x in lines)
    return f"""{head(title)}<body><nav>{MENU}</nav><article><h1>{escape(title)}</h1><div class=TRS_Editor>{body}</div></article><footer>{FOOT}</footer></body></html>"""


def list_menus(title: str, lines: list[str]) -> str:
    menus = "".join(
        f"<div class='lmbox{i}'><h4><a href='/c{i}'>栏目{i}</a></h4><ul>"
        + "".join(f"<li><a href='/c{i}/{j}'>关于做好{j}月份重点工作的通知</a></li>" for j in range(1, 13))
        + "</ul></div>"
        for i in range(8)
    )
    broken = [re.sub(r"(?<=[\u4e00-\u9fff，])(?=[\u4e00-\u9fff])", "\n      ", escape(x), count=2) for x in lines]
    body = "".join(f"<p style='text-indent:2em'>{x}</p>" for x in broken)
    return f"""{head(title)}<body>{menus}<div class='wrap'><div class='left'>{menus}</div><div class='right'><h2 class='tt'>{escape(title)}</h2>{body}<p>上一篇：<a href='/p'>2020年工作总结</a></p><p>下一篇：没有了</p></div></div>{menus}<div style='display:none'>浮动窗口 客服</div></body></html>"""


def lying_charset(title: str, lines: list[str]) -> str:
    return div_soup(title, lines).replace("charset='utf-8'", "charset='gb2312'")


def word_paste(title: str, lines: list[str]) -> str:
    body = "".join(
        f"<p class=MsoNormal style='mso-char-indent-count:2'><span style='font-family:仿宋_GB2312'>{escape(x[:3])}<o:p></o:p></span><span lang=EN-US>{escape(x[3:9])}</span><font>{escape(x[9:])}</font></p>"
        for x in lines
    )
    return f"""{head(title)}<body><div id=top-bar class='topbar clearfix'>{MENU}</div><div class='pages_content' id='UCAP-CONTENT'><!--<p>旧稿。</p>-->{body}</div><div class='bottom'>{FOOT}</div></body></html>"""


LAYOUTS: dict[str, tuple[Callable[[str, list[str]], str], str]] = {
    "div soup": (div_soup, "utf-8"), "old tables": (old_tables, "gb18030"), "nested tables": (nested_tables, "utf-8"),
    "br paragraphs": (br_paragraphs, "utf-8"), "list menus": (list_menus, "utf-8"), "lying charset": (lying_charset, "utf-8"),
    "word paste": (word_paste, "utf-8"),
}  # fmt: skip


def page(layout: str, name: str) -> bytes:
    """A composed report as a page of a layout."""
    title, *lines = golden.lines(golden.text(name))
    build, codec = LAYOUTS[layout]
    return build(title, lines).encode(codec)
