"""Who may decide on the pages: whoever opened the address that the server printed when it started, in that browser.

The secret of that address is taken once and gives a session, kept in a cookie that no script reads and no other site makes a
browser send. A request that writes needs, beside it, the token of the session, a nonce that is taken once, and an Origin of
this very server; a page of another site can neither read the first two nor state the third.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request

from govkg.errors import CallerError
from govkg.web import guard

COOKIE = "govkg-review"
TOKEN, NONCE = "token", "nonce"
LASTS = (
    30 * 24 * 3600
)  # seconds: a browser that is closed in the evening is let in again; a server that ends lets nobody in


class Key:
    """The session of a server: one, for one person, as long as the server runs."""

    def __init__(self, secret: str) -> None:
        self._secret = secret  # "" once it was taken
        self._session = secrets.token_urlsafe(32)
        self._used: set[str] = set()

    @property
    def token(self) -> str:
        """What a form that writes has to say, beside the cookie that the browser sends by itself."""
        return self._sign("token")

    def enter(self, said: str) -> str:
        """The session for whoever says the secret, the first time alone; raises CallerError ``review.key``."""
        if not self._secret or not same(said, self._secret):
            raise CallerError("review.key", "this address opens the review once, and in one browser",
                              cure="start govkg serve --review again and open the address that it prints")  # fmt: skip
        self._secret = ""
        return self._session

    def held(self, request: Request) -> bool:
        """Whether a request comes from the browser that opened the review."""
        return same(request.cookies.get(cookie(request), ""), self._session)

    def nonce(self) -> str:
        """A word that one form may say once; nothing is kept of it until it is said."""
        word = secrets.token_urlsafe(12)
        return f"{word}.{self._sign(word)}"

    @contextmanager
    def taken(self, nonce: str) -> Iterator[None]:
        """Takes a nonce for good where the block ends well; where it raises nothing was written, and it may be said again.

        Raises CallerError ``review.replayed`` for one that was taken, ``review.token`` for one that is none.
        """
        word, _, signed = nonce.partition(".")
        if not same(signed, self._sign(word)):
            raise CallerError("review.token", "the request does not come from a page of this server", cure="load the page again")  # fmt: skip
        if word in self._used:
            raise CallerError(
                "review.replayed", "this was sent before and is not done twice", cure="load the page again"
            )
        self._used.add(word)
        try:
            yield
        except BaseException:
            self._used.discard(word)
            raise

    def _sign(self, word: str) -> str:
        return hmac.new(self._session.encode(), word.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def same(said: str, meant: str) -> bool:
    """Whether two texts are one, in a time that does not tell how much of it is right.

    >>> same("a", "a"), same("政", "a"), same("", "")
    (True, False, False)
    """
    return bool(meant) and hmac.compare_digest(said.encode("utf-8", "replace"), meant.encode())


def cookie(request: Request) -> str:
    """The name of the cookie: cookies do not tell ports apart, and another server may run on another one."""
    return f"{COOKIE}-{request.url.port or 80}"


def opened(key: Key, request: Request) -> None:
    """Raises CallerError ``review.session`` where a request does not come from the browser that opened the review."""
    if not key.held(request):
        raise CallerError("review.session", "the review was not opened in this browser",
                          cure="open the address that govkg serve --review printed; it opens once, so start it again where that is lost")  # fmt: skip


def own(request: Request) -> None:
    """Raises CallerError ``review.origin`` where a request that writes was not made by a page of this very server.

    A request that does not say where it comes from is refused too: every browser says it of a POST.
    """
    origin, site = request.headers.get("origin", ""), request.headers.get("sec-fetch-site", "")
    if origin != guard.base(request.scope) or site not in ("", "same-origin"):
        said = guard.shown((origin or site).encode("latin-1", "replace")) if origin or site else "nowhere"
        raise CallerError("review.origin", f"the request comes from {said}, not from a page of this server", cure="decide on the pages of this server")  # fmt: skip
