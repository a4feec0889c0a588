"""Texts that break files: titles, bodies and quotes that a report may have."""

TEXTS = (
    "=cmd|' /C calc'!A0", "@SUM(A1:A9)", "@misc{x, title = {y}}", "}", "{", "}{", "\\", "\\\\", "\\input{/etc/passwd}", "\\end{document}", "$x$ & 50% #1_a^b~c",
    '"', "''", "“一网通办”", '他说"一网通办"', "</script><script>alert(1)</script>", "<!-- ]]> -->", "&lt;&amp;", "a,b;c|d\te", "第一行\r\n第二行\n第三行\r第四行",
    "\nER  - \nTY  - BOOK\nTI  - 假", "TY  - JOUR", "AU  - 假, 作者", "尾有空格  ", "　全角空格在前", "\u00a0不断行\u00a0", "NULL", "00420100", "1E5", "2021-06",
    "\U00020bb7野家 \U0002a6a5 \U0001f600", "e\u0301 é \u1100\u1161", "\u202e倒着读\u202c \u200f\u200e", "零宽\u200b\u200d\ufeff字", "\ufeff句首", "\ufffe", "\uffff",
    "\U0001fffe", "\x00", "前\x00后", "\x01\x07\x08\x0b\x0c\x1b\x1f\x7f", "\x85\u2028\u2029后", "\ud800", "\udfff半个", "https://example.org/" + "a" * 2100,
    "很长" * 5000, "govkg:statement/0123456789abcdef@" + "0" * 32 + "~" + "0" * 16, "%0A%00", "\\textbraceleft{}", '{\\"o}', "a{b}c{{d}}", "% 注释",
)  # fmt: skip
