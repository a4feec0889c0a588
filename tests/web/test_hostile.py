"""The hostile queries, by every way of the protocol: each is refused with 400 and one clear line, and nobody is asked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from tests.web.serving import Server, enc
from tests.worker.hostile import queries
from tests.worker.listener import listening


def test_each_hostile_query_gets_400_and_one_line(served: Server, tmp_path: Path) -> None:
    canary = tmp_path / "canary.ttl"
    canary.write_text("<http://x/s> <http://x/p> 'canary' .\n", encoding="utf-8")
    before = served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    with listening() as listener:
        every = [text for text, _ in queries(listener.url, canary.as_posix())]
        assert len(every) >= 200
        for n, text in enumerate(every):
            if n % 3 == 0 and len(enc(text)) < 15_000:
                reply = served.get(f"/sparql?query={enc(text)}")
            elif n % 3 == 1:
                reply = served.ask(
                    "POST", "/sparql", text.encode(errors="surrogatepass"), Content_Type="application/sparql-query"
                )
            else:
                form = urlencode({"query": text}).encode()
                reply = served.ask("POST", "/sparql", form, Content_Type="application/x-www-form-urlencoded")
            assert reply.status == 400, (reply.status, reply.text, text[-200:])
            assert reply.type == "text/plain; charset=utf-8"
            assert reply.one_line
            assert len(reply.body) < 400
            assert "canary'" not in reply.text
        for name in (listener.url, canary.as_uri(), canary.as_posix(), "file:///etc/passwd"):
            for way in ("default-graph-uri", "named-graph-uri"):
                assert served.get(f"/sparql?query=ASK%7B%7D&{way}={enc(name)}").status == 400
            assert served.get(f"/api/ask/what-changed?before={enc(name)}").status == 404
        assert listener.count == 0
    assert served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body == before
