"""What is fetched from the web and what is refused, and that no address is reached that may not be."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.test_intake import REPORT, SMALL, zipped

from govkg import intake
from govkg.errors import SourceError
from govkg.intake import Item, Limits, Refused, addresses


class Pages(BaseHTTPRequestHandler):
    """A site with everything that a fetch may meet."""

    def do_GET(self) -> None:
        seen.append((self.path, self.headers["Host"]))
        moved = {
            "/moved": "/report",
            "/loop": "/loop",
            "/away": "http://inner.example/x",
            "/file": "file:///etc/passwd",
        }
        if target := moved.get(self.path):
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
        elif self.path == "/gone":
            self.send_error(404)
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(200):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.05)
        elif self.path == "/endless":
            self._give(b"x" * 1_000_000, length=None)
        elif self.path == "/large":
            self._give(b"", length=10**9)
        elif self.path == "/cut":
            self._give(REPORT[:10], length=len(REPORT))
        elif self.path == "/gzip":
            self._give(gzip.compress(REPORT), coding="gzip")
        elif self.path == "/gzip-bomb":
            self._give(gzip.compress(b"\0" * 1_000_000), coding="gzip")
        else:
            self._give(REPORT)

    def _give(self, data: bytes, length: int | None = -1, coding: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if length is not None:
            self.send_header("Content-Length", str(len(data) if length < 0 else length))
        if coding:
            self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words: object) -> None: ...

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            return  # the other side has gone


seen: list[tuple[str, str]] = []


@pytest.fixture(scope="module")
def site() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def loopback(ip: str) -> bool:
    """What only tests permit."""
    return ip == "127.0.0.1"


def at_home(host: str, port: int) -> list[str]:
    """Every name of the test's own network is this machine, but for one inside."""
    return ["10.1.2.3"] if host.startswith("inner.") else ["127.0.0.1"]


def fetched(url: str) -> addresses.Fetched:
    return addresses.fetch(url, SMALL, loopback, at_home)


def refusal(url: str) -> str:
    with pytest.raises(SourceError) as e:
        fetched(url)
    assert e.value.where == url
    return e.value.code


def test_a_page_is_fetched_with_a_name_that_says_what_it_is(site: int) -> None:
    got = fetched(f"http://report.example:{site}/a/2021年总结?b=1#c")
    assert got.data == REPORT
    assert got.name == "2021年总结.html"
    assert got.url == f"http://report.example:{site}/a/2021年总结?b=1"
    assert seen[-1] == ("/a/2021%E5%B9%B4%E6%80%BB%E7%BB%93?b=1", f"report.example:{site}")


def test_redirects_are_followed_and_the_last_address_is_kept(site: int) -> None:
    assert fetched(f"http://report.example:{site}/moved").url == f"http://report.example:{site}/report"
    assert fetched(f"http://report.example:{site}/gzip").data == REPORT


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "url.redirects"),
        ("/away", "url.private"),
        ("/file", "url.wrong"),
        ("/gone", "url.status"),
        ("/endless", "url.large"),
        ("/large", "url.large"),
        ("/gzip-bomb", "url.large"),
        ("/cut", "url.failed"),
        ("/drip", "url.slow"),
    ],
)
def test_what_a_server_may_do_wrong_is_one_error(site: int, path: str, code: str) -> None:
    began = time.perf_counter()
    assert refusal(f"http://report.example:{site}{path}") == code
    assert time.perf_counter() - began < SMALL.seconds + 1.5


def test_a_server_without_encryption_is_no_https(site: int) -> None:
    assert refusal(f"https://report.example:{site}/report") == "url.failed"


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The same site behind https, with a certificate for report.example that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "report.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("report.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], path
    server.shutdown()
    server.server_close()


def test_the_certificate_is_verified_against_the_name_that_was_asked_for(
    secure: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = secure
    before = len(seen)
    assert refusal(f"https://report.example:{port}/report") == "url.failed"  # signed by nobody that is trusted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert refusal(f"https://other.example:{port}/report") == "url.failed"
    assert len(seen) == before
    assert fetched(f"https://report.example:{port}/report").data == REPORT


def test_a_slow_secure_server_is_given_up_too(secure: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    port, certificate = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    began = time.perf_counter()
    assert refusal(f"https://report.example:{port}/drip") == "url.slow"
    assert time.perf_counter() - began < SMALL.seconds + 1.5


def test_a_server_that_never_speaks_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        for scheme in ("http", "https"):
            began = time.perf_counter()
            assert refusal(f"{scheme}://report.example:{server.getsockname()[1]}/") == "url.slow"
            assert time.perf_counter() - began < SMALL.seconds + 1.5


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "gopher://a",
        "http:///x",
        "http://u:p@a.example/",
        "http://a:x/",
        "http://a b/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert refusal(url) == "url.wrong"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
     "2130706433", "0x7f.1", "127.1"],
)  # fmt: skip
def test_no_address_inside_is_reached(site: int, host: str) -> None:
    before = len(seen)
    [found] = intake.take(f"http://{host}:{site}/report")  # as the command does it
    assert isinstance(found, Refused)
    assert found.error.code in ("url.private", "url.failed")
    assert len(seen) == before


@pytest.mark.parametrize("ip", ["1.1.1.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_public(ip: str) -> None:
    assert addresses.public(ip)


def test_a_name_is_looked_up_once_a_hop_and_all_its_addresses_are_checked(site: int) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    assert addresses.fetch(f"http://a.example:{site}/report", SMALL, loopback, rebinding).data == REPORT
    assert asked == ["a.example"]
    with pytest.raises(SourceError) as e:
        addresses.fetch(f"http://a.example:{site}/", SMALL, loopback, lambda host, port: ["127.0.0.1", "10.0.0.1"])
    assert e.value.code == "url.private"


def test_a_name_that_is_not_found_or_not_in_time_is_one_error() -> None:
    def never(host: str, port: int) -> list[str]:
        time.sleep(10)
        return ["127.0.0.1"]

    def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(8, "not known")

    for lookup, code in ((never, "url.slow"), (nothing, "url.failed")):
        began = time.perf_counter()
        with pytest.raises(SourceError) as e:
            addresses.fetch("http://a.example/", SMALL, loopback, lookup)
        assert e.value.code == code
        assert time.perf_counter() - began < SMALL.seconds + 1


def test_proxies_of_the_surroundings_are_ignored(site: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(f"http://report.example:{site}/report").data == REPORT


def test_an_archive_at_an_address_is_opened(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.txt": REPORT, "b.txt": REPORT}).read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def once() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: {len(data)}\r\n\r\n"
                connection.sendall(head.encode() + data)

        threading.Thread(target=once, daemon=True).start()
        url = f"http://report.example:{server.getsockname()[1]}/download"
        found = list(intake.take(url, Limits(), loopback, at_home))
    assert [f.where for f in found if isinstance(f, Item)] == [f"{url}!a.txt", f"{url}!b.txt"]
