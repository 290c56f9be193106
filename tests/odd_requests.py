"""Odd requests: drawn, sent as bytes over a socket, and judged by what came back.

What is drawn is whole by its own framing, so that a server has no reason to wait for more.
"""

from __future__ import annotations

import gzip
import io
import json
import socket
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from random import Random
from time import monotonic, sleep
from urllib.parse import quote

from werkzeug.routing import Rule

from web.problem_details import Problem

METHODS = "GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT BREW get Post PROPFIND M-SEARCH".split()
VERSIONS = ["HTTP/1.1"] * 8 + ["HTTP/1.0", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1"]
ODD = (
    "",
    " ",
    "0",
    "-1",
    "1e9",
    "9" * 40,
    "null",
    "NaN",
    "true",
    "..",
    "../../etc/passwd",
    "%2e%2e%2f",
    "a/b",
    "\\",
    "'",
    '"',
    "<b>x</b>",
    "javascript:alert(1)",
    "\x00",
    "\x01\x7f",
    "\r\nX-Injected: yes",
    "ß",
    "Łódź",
    "日本語",
    "שלום",
    "\u202egnp.exe",
    "e" + "\u0301" * 500,
    "🚂",
    "\ufeff",
    "\u2028",
    "ﬁ",
    "İ",
    "٣",
    "x" * 5000,
    "{}",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "; DROP TABLE",
    "*",
    "?",
    "#",
    "&",
    "=",
)
RAW = ("%ED%A0%80", "%FF%FE", "%", "%zz", "%C0%AF", "%00", "é", "\xff", "%E2%80%AE", "+", "%252e", "%F0%9F%9A%82", "%2F", "%5C")
PARAMETERS = "q limit article section of start end anchor style exact note as text before after token".split()
TEXTS = ("application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json; charset=utf-16")
TYPES = (
    *TEXTS,
    *TEXTS,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/xml",
    "",
    "json",
    "application/json; charset=nonsense",
    "application/problem+json",
    "*/*",
)
HEADERS = (
    ("Accept", ("*/*", "text/html", "application/json;q=0", "application/xml", "garbage", ",,,;;q=x", "text/" + "x" * 3000)),
    ("Accept-Encoding", ("gzip", "br", "zstd, gzip;q=0", "identity;q=0, *;q=0", "GZIP", "gzip;q=nonsense", "*")),
    ("Accept-Language", ("de", "*", "x" * 1000)),
    ("If-None-Match", ("*", '"x"', 'W/"', "x" * 2000, '"a", "b",,')),
    ("If-Modified-Since", ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "Thu, 99 Foo 9999 99:99:99 GMT")),
    ("Range", ("bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-,0-,0-", "lines=1-2", "bytes=" + "9" * 50 + "-")),
    ("Origin", ("null", "http://elsewhere.example", "x" * 500)),
    ("Access-Control-Request-Method", ("POST", "BREW")),
    ("Authorization", ("Bearer", "Bearer x", "Basic !!!", "Basic eDp5", "Digest", "\xff")),
    ("Cookie", ("a=b", "=;=;", "a" * 3000, "\xe9=\xff")),
    ("X-Forwarded-For", ("1.2.3.4", "nonsense, ::1", "")),
    ("X-Forwarded-Proto", ("gopher",)),
    ("Forwarded", ("for=_;;=,",)),
    ("X-Request-ID", ("mine", "x" * 2000, "<script>", "\xe9")),
    ("Content-Encoding", ("gzip", "br", "identity", "x")),
    ("Content-Language", ("x",)),
    ("Upgrade", ("h2c", "websocket")),
    ("HTTP2-Settings", ("AAMAAABkAAQCAAAAAAIAAAAA",)),
    ("TE", ("trailers", "x")),
    ("Expect", ("100-continue", "100-CONTINUE", "200-ok")),
    ("Referer", ("http://localhost/", "\x80")),
    ("User-Agent", ("", "() { :;}; echo")),
    ("X-HTTP-Method-Override", ("DELETE",)),
    ("Date", ("x",)),
    ("Keep-Alive", ("timeout=-1",)),
    ("Proxy", ("http://elsewhere.example",)),
    ("X_Under_Score", ("1",)),
)
LINES = (
    b"no colon",
    b" leading: space",
    b"name : value",
    b": no name",
    b"\xff\xfe: x",
    b"Host: again",
    b"X: \x00",
    b"X: a\x0bb",
    b"Folded: a\r\n b",
    b"X" * 3000 + b": y",
    b"Content-Length: 0",
    b"Content-Length: x",
    b"Transfer-Encoding: identity",
)
LONG = 100_000  # characters
LATIN = "latin-1"
CODING, NOT_IMPLEMENTED = b"transfer-encoding:", 501


@dataclass(frozen=True, slots=True)
class OddRequest:
    """What is sent over one connection; `methods` are those of the requests in it, in order, `paths` what they ask for.

    `pieces` is how it is cut; `plain` says that each request in it has to get its answer, and not only the first.
    """

    pieces: tuple[bytes, ...]
    methods: tuple[str, ...]
    paths: tuple[str, ...]
    plain: bool

    @property
    def sent(self) -> bytes:
        """All that is sent."""
        return b"".join(self.pieces)


@dataclass(slots=True)
class Verdicts:
    """What came back: how often each status, and each request that was not treated as it should be, with why."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[tuple[str, OddRequest]] = field(default_factory=list)
    slowest: float = 0.0


class Drawer:
    """Draws requests for the routes of an application, by a seed."""

    def __init__(self, rules: Iterable[Rule], ids: Sequence[str], seed: int) -> None:
        methods = {str(rule): "POST" if "POST" in (rule.methods or ()) else "GET" for rule in rules}
        self._methods, self._rules = (
            methods,
            [*methods, "/nowhere", "/api", "/api/", "/API/ask", "//api/ask", "/static/x.css", "/api/nothing/here"],
        )
        self._ids, self._random = ids, Random(seed)  # noqa: S311  # chance, not secrets

    def draw(self) -> OddRequest:
        """Return the next request, or several that are sent at once over one connection."""
        plain = self._one_in(4)
        parts = [self._request(plain) for _ in range(self._random.choice((2, 3, 5)) if plain else 1)]
        sent = b"".join(sent for sent, _, _ in parts)
        return OddRequest(self._cut(sent), tuple(part[1] for part in parts), tuple(part[2] for part in parts), plain)

    def _one_in(self, number: int) -> bool:
        return self._random.randrange(number) == 0

    def _request(self, plain: bool) -> tuple[bytes, str, str]:
        rule = self._random.choice(self._rules)
        target = self._target(rule, plain)
        method = self._random.choice(("GET", "HEAD", "OPTIONS", "POST") if plain else METHODS)
        method = self._methods.get(rule, method) if self._one_in(2) else method
        version = "HTTP/1.1" if plain else self._random.choice(VERSIONS)
        body = b"" if self._one_in(3) else self._body()
        framing, body = (self._length(body), body) if plain else self._framed(body)
        headers = [] if self._one_in(20) and not plain else [b"Host: localhost"]
        headers += [self._type(), *([] if plain else self._headers()), *framing]
        lines = [f"{method} {target} {version}".encode(LATIN, "replace"), *map(self._cased, headers)]
        return b"\r\n".join([*lines, b"", b""]) + body, method, target

    def _target(self, path: str, plain: bool) -> str:
        while "<" in path:
            head, _, rest = path.partition("<")
            path = head + self._segment() + rest.partition(">")[2]
        if plain or self._one_in(3):
            return path
        path += "?" + self._query() if self._one_in(2) else ""
        shapes = (
            path,
            path,
            path,
            path,
            f"http://localhost{path}",
            f"http://elsewhere.example:x{path}",
            path + "/",
            path + "#x",
            "*",
            "localhost:80",
            path.replace("/", "//"),
            path.upper(),
            path.replace("a", "%61"),
            "/." + path,
            path[1:] or "x",
        )
        return self._random.choice(shapes)

    def _segment(self) -> str:
        drawn = self._random.randrange(4)
        if drawn == 0:
            return self._random.choice(RAW)
        return quote(self._random.choice(ODD), safe="") if drawn == 1 else quote(self._random.choice(self._ids), safe="")

    def _query(self) -> str:
        if self._one_in(15):
            return "q=" + self._random.choice(("x", "%61", "&", "=", "a&b=")) * (LONG // 4)
        pairs = [f"{self._random.choice(PARAMETERS)}={self._segment()}" for _ in range(self._random.choice((1, 2, 3, 30)))]
        return self._random.choice(("&", "&", "&", ";", "&&")).join(pairs)

    def _body(self) -> bytes:
        whole = self._random.choice((self._json, self._json, self._json, self._nested, self._bytes))()
        return whole[: self._random.randrange(len(whole) + 1)] if self._one_in(6) else whole

    def _json(self) -> bytes:
        names = ("question", "limit", "article", "section", "questions", "quotation", "text", "draft", "as", "markers", "x")
        pairs = [(self._random.choice(names), self._value(2)) for _ in range(self._random.choice((0, 1, 2, 4)))]
        if self._one_in(4):
            pairs.append(pairs[0] if pairs else ("question", '"Who?"'))  # a key twice
        return ("{" + ", ".join(f'"{name}": {value}' for name, value in pairs) + "}").encode("utf-8", "surrogatepass")

    def _value(self, depth: int) -> str:
        drawn = self._random.randrange(10)
        if drawn < 3:
            return self._random.choice(('"Who commanded the Japanese troops?"', '"How many troops were there?"', '"Graves"'))
        if drawn < 6:
            return json.dumps(self._random.choice((*ODD, *self._ids)), ensure_ascii=self._one_in(2))
        if drawn == 6 and depth:
            return "[" + ", ".join(self._value(depth - 1) for _ in range(self._random.choice((0, 1, 3)))) + "]"
        if drawn == 7 and depth:
            return f'{{"question": {self._value(depth - 1)}}}'
        return self._random.choice(
            (
                "null",
                "true",
                "0",
                "-1",
                "3",
                "5.0",
                "1e999",
                "-0",
                "NaN",
                "Infinity",
                "9" * 5000,
                "1." + "1" * 500,
                '"\\ud800"',
                '"\\u0000"',
                "'x'",
                "",
                "01",
                '"a\nb"',
                '"\\x"',
                "{",
                '"' + "word " * 900 + '"',
            )
        )

    def _nested(self) -> bytes:
        deep = self._random.choice((10, 1000, 100_000))
        opening, closing = self._random.choice((("[", "]"), ('{"a":', "}"), ('{"question": [', "]}")))
        return (opening * deep + "0" + closing * deep).encode()

    def _bytes(self) -> bytes:
        return self._random.choice(
            (
                b"\xff\xfe{\x00}\x00",
                "{}".encode("utf-16"),
                b"\xef\xbb\xbf{}",
                b"null",
                b'"x"',
                b"[]",
                b"q=x&q=y",
                b"\x00" * 100,
                gzip.compress(b'{"question": "Who?"}'),
                self._random.randbytes(300),
                b"x" * 2_000_000,
                b"--x\r\n\r\n--x--\r\n",
                b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\r\n--x--\r\n',
                b"text=%ff%zz&as=draft",
                b"&" * 3000,
            )
        )

    def _length(self, body: bytes) -> list[bytes]:
        return [b"Content-Length: %d" % len(body)] if body or self._one_in(2) else []

    def _framed(self, body: bytes) -> tuple[list[bytes], bytes]:
        drawn = self._random.randrange(8)
        if drawn < 4:
            return self._length(body), body
        if drawn == 4:
            return [b"Transfer-Encoding: chunked"], self._chunked(body)
        if drawn == 5:
            wrong = self._random.choice((0, 1, len(body), 10**9))
            return [b"Content-Length: %d" % wrong, b"Transfer-Encoding: chunked"], self._chunked(body)
        if drawn == 6:
            coding = self._random.choice(
                (b"gzip", b"gzip, chunked", b"chunked, chunked", b"Chunked", b"xchunked", b"chunked;q=1")
            )
            return [b"Transfer-Encoding: " + coding], self._chunked(body)
        number = str(len(body))
        lengths = self._random.choice(
            (
                (number, number),
                (number, "7"),
                ("+" + number,),
                (f"{number}, {number}",),
                ("0x0",),
                ("1_0",),
                ("٣",),
                (number + ".0",),
            )
        )
        return [b"Content-Length: " + each.encode() for each in lengths], body

    def _chunked(self, body: bytes) -> bytes:
        half = len(body) // 2
        extension = self._random.choice((b"", b"", b";a=b", b";" + b"x" * 300))
        parts = [b"%x%s\r\n%s\r\n" % (len(part), extension, part) for part in (body[:half], body[half:]) if part]
        trailer = self._random.choice((b"", b"", b"X-Trailer: y\r\n"))
        return b"".join(parts) + b"0\r\n" + trailer + b"\r\n"

    def _type(self) -> bytes:
        return f"Content-Type: {self._random.choice(TYPES)}".encode()

    def _headers(self) -> list[bytes]:
        chosen = self._random.sample(HEADERS, self._random.choice((0, 1, 3, 6)))
        lines = [f"{name}: {self._random.choice(values)}".encode(LATIN) for name, values in chosen]
        if self._one_in(12):
            lines.append(self._random.choice(LINES))
        if self._one_in(40):
            lines.append(b"X-Long: " + b"x" * LONG)
        if self._one_in(10):
            lines.append(b"Connection: " + self._random.choice((b"close", b"keep-alive", b"Upgrade", b"close, keep-alive", b"x")))
        return lines

    def _cased(self, line: bytes) -> bytes:
        name, colon, value = line.partition(b":")
        return self._random.choice((name, name.lower(), name.upper(), name.swapcase())) + colon + value

    def _cut(self, sent: bytes) -> tuple[bytes, ...]:
        if not self._one_in(5):
            return (sent,)
        at = self._random.randrange(len(sent))
        return sent[:at], sent[at:]


class _Kept(io.BufferedReader):
    """A reader of a connection that several responses share: the first one does not close it."""

    def close(self) -> None:
        """Go on."""


class _Connection:
    """What `HTTPResponse` asks of a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._reader = _Kept(socket.SocketIO(connection, "r"))

    def makefile(self, *_: object) -> _Kept:
        """Return the one reader."""
        return self._reader


def send(port: int, request: OddRequest, verdicts: Verdicts, seconds: float) -> None:
    """Send a request to a server of this machine, and note what came back within `seconds`, or what is wrong with it."""
    start = monotonic()
    try:
        statuses = _exchange(port, request, seconds)
    except (OSError, HTTPException, ValueError) as error:
        verdicts.faults.append((f"{type(error).__name__}: {error}", request))
    else:
        verdicts.statuses.update(statuses)
        verdicts.slowest = max(verdicts.slowest, monotonic() - start)


def _exchange(port: int, request: OddRequest, seconds: float) -> list[int]:
    """Return the statuses of all responses.

    Raises:
        ValueError: a response is not as it should be.
        OSError: none came, or not in time.
    """
    found = []
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        _send(connection, request)
        shared = _Connection(connection)
        for method, path in zip(request.methods, request.paths, strict=True):
            response = HTTPResponse(shared, method=method)  # type: ignore[arg-type]  # it asks a socket for its file alone
            response.begin()
            body = response.read()
            found.append(response.status)
            _check(response, body, method, path, CODING in request.sent.lower())
            if response.will_close:
                break
    return found


def _send(connection: socket.socket, request: OddRequest) -> None:
    for number, piece in enumerate(request.pieces):
        sleep(0.001 if number else 0)
        try:
            connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            return  # the answer may have come before all was sent


def _check(response: HTTPResponse, body: bytes, method: str, path: str, coded: bool) -> None:
    """Raise a ValueError if a response is not as it should be; `coded` requests may have a coding that nobody knows."""
    status, kind = response.status, response.headers.get_content_type()
    if status >= 500 and not (status == NOT_IMPLEMENTED and coded):  # what RFC 9112, section 6.1, asks for
        raise ValueError(f"status {status}")
    if response.headers.get("X-Injected"):
        raise ValueError("a header was put in")
    if status >= 400 and path.startswith("/api/") and method != "HEAD":
        if kind != "application/problem+json":
            raise ValueError(f"status {status} as {kind}")
        if Problem.model_validate_json(body).status != status:
            raise ValueError(f"status {status}, and another in the problem")
