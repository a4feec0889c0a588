"""The tokens of a query one after the other, and the one line for where reading ends."""

from __future__ import annotations

from typing import NoReturn

from govkg import gate
from govkg.errors import CallerError

DEEPEST = 60  # groups and brackets within each other
Token = tuple[int, int, str, str]


class Cursor:
    """A place among the tokens of a text; ``take`` goes on, ``refuse`` ends."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth, self.made = text, 0, 0, 0
        self.tokens: list[Token] = []
        for start, end, kind, token in gate.tokens(text):
            if kind == "number" and token.endswith("."):  # «5.» is a number, then the end of a triple
                self.tokens += [(start, end - 1, kind, token[:-1]), (end - 1, end, "mark", ".")]
            else:
                self.tokens.append((start, end, kind, token))
        self.over: Token = (len(text), len(text), "", "")
        rest = self.tokens[-1][1] if self.tokens else 0
        while (m := gate.TOKEN.match(text, rest)) and m.lastgroup in ("space", "comment"):
            rest = m.end()
        if rest < len(text):
            self.refuse(f"{text[rest : rest + 12]!r} is no SPARQL", rest)
        self.blanks = {t for *_, kind, t in self.tokens if kind == "blank"}

    def peek(self, ahead: int = 0) -> Token:
        """The next token, or one of those behind it; an empty one behind the last."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else self.over

    def word(self, *wanted: str) -> bool:
        """Whether the next token is one of these keywords or marks."""
        _, _, kind, token = self.peek()
        return (token.upper() if kind == "word" else token) in wanted and kind in ("word", "mark")

    def take(self, *wanted: str) -> Token:
        """The next token, taken; refused where it is none of these keywords or marks."""
        found = self.peek()
        if wanted and not self.word(*wanted):
            self.refuse(f"{found[3][:24]!r} stands where {' or '.join(wanted)} should")
        if not found[3]:
            self.refuse("it ends too early")
        self.at += 1
        return found

    def refuse(self, why: str, at: int | None = None) -> NoReturn:
        """Raises CallerError ``query.unread`` with the place where reading ends."""
        where = gate.place(self.text, self.peek()[0] if at is None else at)
        raise CallerError("query.unread", f"the query cannot be taken apart: {why}", where=where)

    def kind(self, *wanted: str) -> str:
        """The next token, taken; refused where it is of none of these kinds."""
        if self.peek()[2] not in wanted:
            self.refuse(f"{self.peek()[3][:24]!r} is no {wanted[0]}")
        return self.take()[3]

    def last(self) -> int:
        """Where the token that was taken last ends."""
        return self.tokens[self.at - 1][1]

    def deeper(self) -> None:
        """One level of brackets or groups more; refused where it is too many."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse("it is nested too deeply")


def variable(token: str) -> str:
    """``$x`` and ``?x`` are one variable, written ``?x``."""
    return "?" + token[1:]
