"""Identifiers: what is written is read back, in one way only, and nothing else is an identifier."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govkg.citation import identifier
from govkg.citation.identifier import Identifier
from govkg.errors import CallerError

HEX32 = st.text("0123456789abcdef", min_size=32, max_size=32)
HEX16 = st.text("0123456789abcdef", min_size=16, max_size=16)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True)
KEYS = st.from_regex(r"[a-z][A-Za-z0-9]{0,12}", fullmatch=True)
ASKED = st.dictionaries(KEYS, st.lists(st.text(max_size=30), min_size=1, max_size=3), max_size=4)

WHOLE = "govkg:ask/units-of-reform?reform=reform/420100-x&year=2021@" + "0" * 32 + "~" + "f" * 32
WRONG = [
    "",
    "govkg:",
    "06d789e5f2f9cc80",
    WHOLE.replace("@", "%40"),
    WHOLE.replace("year=2021", "year"),
    WHOLE.replace("year=2021", "=2021"),
    WHOLE.replace("year=2021", "reform=a"),  # not sorted
    WHOLE.replace("reform=", "year=2021&reform="),
    WHOLE.replace("year=2021", "year=2021&year=2021"),
    WHOLE.replace("2021", "%32021"),  # a character that is written plain
    WHOLE.replace("2021", "%e4%b8%80"),  # lower case
    WHOLE.replace("2021", "%FF"),
    WHOLE.replace("2021", "20 21"),
    WHOLE.replace("2021", "二〇二一"),
    WHOLE.replace("2021", "2021\0"),
    WHOLE.replace("f" * 32, "f" * 16),
    WHOLE.replace("f" * 32, "f" * 31 + "g"),
    WHOLE.replace("f" * 32, "F" * 32),
    WHOLE + "f",
    WHOLE + "\n" + WHOLE,
    WHOLE.replace("units-of-reform", "../../etc/passwd"),
    WHOLE.replace("?reform=reform/420100-x&year=2021", "?"),
    WHOLE.replace("govkg:ask", "govkg:sparql"),
    "govkg:statement/06d789e5f2f9cc80?a=b@" + "0" * 32 + "~" + "f" * 16,
    "govkg:statement/06d789e5f2f9cc8@" + "0" * 32 + "~" + "f" * 16,
    "govkg:statement/06d789e5f2f9cc80@" + "0" * 32 + "~" + "f" * 32,
]


@given(st.sampled_from(("ask", "view")), NAMES, ASKED, HEX32, HEX32)
def test_what_is_written_is_read_back(
    kind: str, name: str, asked: dict[str, list[str]], dataset: str, hash_: str
) -> None:
    made = identifier.make(kind, name, dataset * 2, hash_ * 2, asked)
    assert identifier.parse(str(made)) == made and identifier.parse(f" {made}\n") == made
    assert str(made).isascii() and set(str(made)) <= set(string.ascii_letters + string.digits + ":/?=&%@~._-")
    assert {k: sorted(set(v)) for k, v in asked.items()} == made.given
    assert identifier.find(f"{{{made}}}, ({made}). \\url{{{made}}}") == [made]


@given(HEX16, HEX32, HEX16)
def test_a_statement(anchor: str, dataset: str, hash_: str) -> None:
    made = identifier.make("statement", anchor, dataset, hash_)
    assert identifier.parse(f"govkg:statement/{anchor}@{dataset}~{hash_}") == made
    assert identifier.find(f"见{made}。") == [made]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(CallerError) as refused:
        identifier.parse(text)
    assert refused.value.code == "cite.identifier" and len(str(refused.value)) < 2000


@given(st.text(max_size=80))
def test_any_text_is_an_identifier_or_refused(text: str) -> None:
    for said in (text, WHOLE.replace("2021", text), WHOLE.replace("units-of-reform", text)):
        try:
            read = identifier.parse(said)
        except CallerError:
            continue
        assert str(read) == said.strip()


def test_the_longest_are_read_at_once() -> None:
    many = "&".join(f"k{n}=v" for n in range(10000, 30000))
    made = identifier.parse(f"govkg:ask/x?{many}@{'0' * 32}~{'f' * 32}")
    assert len(made.parameters) == 20000
    assert identifier.find(("govkg:ask/x?" + "a=b&" * 20000) * 3) == []


def test_a_changed_digit_is_another_identifier() -> None:
    one = identifier.parse(WHOLE)
    other = identifier.parse(re.sub("f$", "e", WHOLE))
    assert one != other and isinstance(one, Identifier)
