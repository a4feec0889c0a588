"""Two hundred texts that would run if a page took them for more than text: each tells ``window.ran`` when it does."""

from __future__ import annotations

# What runs, for each place of a page that a text may stand in.
RUNS = (
    "<script>{x}</script>", "<img src=x onerror={x}>", "<svg onload={x}>", "<svg><script>{x}</script></svg>",
    "<details open ontoggle={x}>", '<iframe srcdoc="<script>{x}</script>"></iframe>', '<a href="javascript:{x}">办</a>',
    "<input autofocus onfocus={x}>", "<video><source onerror={x}></video>", "<body onload={x}>", "<style onload={x}>",
    "<math><mtext><script>{x}</script></mtext></math>", '<object data="javascript:{x}"></object>', '<embed src="javascript:{x}">',
    '<form action="javascript:{x}"><button autofocus>办</button></form>', '<meta http-equiv=refresh content="0;url=javascript:{x}">',
    '<svg><a xlink:href="javascript:{x}"><text>办</text></a></svg>', "<svg><animate onbegin={x} attributeName=x dur=1s>",
    '<base href="javascript:{x}//">', "<marquee onstart={x}>",
)  # fmt: skip
# How a text gets out of where it was put: of text, an attribute, a comment, a block of data, a script, a style, a template.
BREAKS = (
    "{y}", '">{y}', "'>{y}", "</title>{y}", "</textarea>{y}", "</script>{y}", "--><!--{y}", "</style>{y}", "]]>{y}", "\u2028{y}\u2029",
)  # fmt: skip
CALL = "window.ran=(window.ran||0)+1"


def payloads() -> list[str]:
    """All of them, each different.

    >>> len(set(payloads())), payloads()[0]
    (200, '<script>window.ran=(window.ran||0)+1</script>')
    """
    return [out.replace("{y}", run.replace("{x}", CALL)) for out in BREAKS for run in RUNS]


# Texts that mean something to a template, a script, a style, a spreadsheet or a query.
OTHERS = (
    "{{ 7*7 }}", "${7*7}", "{% raw %}", "javascript:" + CALL, '"onmouseover="' + CALL, "'-alert(1)-'", '\\"); ' + CALL + "; //",
    "url(javascript:" + CALL + ")", "=cmd|' /C calc'!A0", "} UNION { ?s ?p ?o", '" . } INSERT DATA { <a:b> <c:d> 1', "%3Cscript%3E", "../../etc/passwd",
)  # fmt: skip
