"""What every answer bears (G15) and what no title, address or file name says (T1, T3, G18).

Every address, as each of the cast and signed out, about everything in the access scene.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from tests.guards.access_expected import ACTORS, expected
from tests.guards.access_scene import Scene, set_up
from tests.guards.test_access_matrix import address

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "cairn" / "web" / "templates"
CAST = ACTORS[:9]
TITLES = set(
    """Cairn|Notes|Now|Today|Path|Talk|People|Goal|A new goal|Where it stands|Profile|For you|
    Papers|Sharing|Your account|Other apps|Ways in|A way back|An app for codes|Gallery|Program|
    Bring in people|Before they come in|Too large|Round|Matching|Choose|Outcomes|
    What would help|What counts""".replace("\n    ", "").split("|")
)
"""What may stand in a browser's history; dates may, too. None says what this place is for."""
A_DAY = re.compile(r"\w+, \d+ \w+ \d{4}|\d+ \w+ \d{4}|Yesterday|\w+day \d+ \w+( \d{4})?")
FILES = re.compile(r"(mentees|mentors)-template\.csv|[a-z]{3,10}\.(csv|zip)")
IN_ADDRESSES = {"next", "with"}
"""What a question mark may be followed by; a word in `next` is an address of our own."""


@pytest.fixture
def stage(db: None) -> Scene:
    return set_up(timezone.now())


def browser(stage: Scene, actor: str) -> Client:
    client = Client(raise_request_exception=False)
    if actor != "nobody":
        person = get_user_model().objects.get(pk=stage.people[actor])
        client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
    return client


def answers(stage: Scene) -> Iterator[tuple[str, str, HttpResponse]]:
    """Every page that someone opens or is sent away from, and every form sent blank by a stranger."""
    table = expected()
    there = {pattern.name for pattern in get_resolver().url_patterns}
    for actor in CAST:
        client = browser(stage, actor)
        for (name, subject), row in table.items():
            if name not in there or row[actor][0] not in "os":
                continue
            at = address(name, {**stage.about["-"], **stage.about[subject]}, subject)
            yield f"GET {name} about {subject} as {actor}", at, client.get(at)
            if actor == "nobody":
                yield f"POST {name} about {subject} as {actor}", at, client.post(at)


EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
NEVER = {"Access-Control-Allow-Origin", "Server", "X-Powered-By", "ETag", "Last-Modified"}
SENSORS = {"camera=()", "microphone=()", "geolocation=()", "display-capture=()"}


def amiss(answer: HttpResponse) -> list[str]:
    """What an answer lacks of what G15 asks of every one."""
    told = answer.headers
    shut = set(told.get("Permissions-Policy", "").split(", "))
    return [
        *weak_policy(told.get("Content-Security-Policy", "")),
        *(f"{name} is {told.get(name)}" for name, one in EXACTLY.items() if told.get(name) != one),
        *(f"{name} stands there" for name in NEVER if name in told),
        *(f"{one} is missing" for one in SENSORS - shut),
        *(f"{one} is open" for one in shut if not one.endswith("=()")),
    ]


def weak_policy(written: str) -> Iterator[str]:
    """Where a content policy lets in more than our own files."""
    parts = (part.strip().partition(" ") for part in written.split(";"))
    policy = {directive: set(sources.split()) for directive, _, sources in parts}
    for directive, sources in policy.items():
        more = {"data:"} if directive == "img-src" else set()
        if not sources <= {"'none'", "'self'"} | more:
            yield f"the policy lets in {directive} {sources}"
    for directive in ("default-src", "base-uri", "frame-ancestors"):
        if policy.get(directive) != {"'none'"}:
            yield f"{directive} is not shut"


def title_of(page: str) -> str:
    found = re.search(r"<title>(.*?)</title>", page)
    return found.group(1) if found else ""


def test_g15_every_answer_bears_the_headers_and_no_title_or_address_tells(stage: Scene) -> None:
    faults, walked, titles, files = [], 0, set(), set()
    for where, at, answer in answers(stage):
        walked += 1
        faults += [f"{where}: {one}" for one in amiss(answer)]
        asked = dict(parse_qsl(urlsplit(answer.headers.get("Location", at)).query))
        faults += [f"{where}: says {word} in the address" for word in set(asked) - IN_ADDRESSES]
        named = re.search(r'filename="(.*)"', answer.headers.get("Content-Disposition", ""))
        files |= {named.group(1)} if named else set()
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            titles.add(title_of(answer.content.decode()))
    print(f"\nG15: {walked} answers, {len(titles)} titles, {len(files)} file names")  # noqa: T201
    assert not faults, "\n".join(faults[:20])
    assert {one for one in titles if one not in TITLES and not A_DAY.fullmatch(one)} == set()
    assert {one for one in files if not FILES.fullmatch(one)} == set()
    assert walked > 500


def test_g15_a_missing_page_a_refused_form_and_a_static_file_bear_them_too(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    for answer in (client.get("/no/such/"), client.post("/account/", {}), client.get("/leave/")):
        assert answer.status_code in {403, 404, 405}
        assert amiss(answer) == []
    static = client.get("/static/cairn/css/tokens.css")
    static.close()
    public = ("Cache-Control", "Access-Control-Allow-Origin", "Last-Modified", "ETag")
    assert [one for one in amiss(static) if not one.startswith(public)] == []


def test_g15_the_check_itself_finds_what_is_open() -> None:
    weak = HttpResponse()
    weak.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'unsafe-inline' https://elsewhere.example"
    )
    weak.headers["Permissions-Policy"] = "camera=*"
    weak.headers["Server"] = "who"
    assert len(amiss(weak)) >= 14


TITLED = [
    pytest.param(found, id=f"{path.relative_to(TEMPLATES)} {found}")
    for path in sorted(TEMPLATES.rglob("*.html"))
    for found in re.findall(
        r"\{% trans \"(.*?)\" %\}",
        "".join(re.findall(r"\{% block title %\}(.*?)\{% endblock %\}", path.read_text())),
    )
]


@pytest.mark.parametrize("title", TITLED)
def test_every_title_in_a_template_is_neutral_so_in_every_language(title: str) -> None:
    assert title in TITLES


def test_t3_nothing_here_can_light_up_a_screen_by_itself() -> None:
    """No mail, text or push leaves yet: when an outbox is built, its words go into a list like TITLES."""
    source = TEMPLATES.parents[1]
    senders = re.compile(
        r"smtplib|send_mail|EmailMessage|pywebpush|twilio|PushManager|showNotification|"
        r"Notification\(|serviceWorker|VALARM"
    )
    found = [
        f"{path.relative_to(source)}: {hit.group()}"
        for path in source.rglob("*")
        if path.suffix in {".py", ".js", ".html", ".webmanifest"}
        for hit in senders.finditer(path.read_text())
    ]
    assert found == []
    assert "email" not in settings.MESSAGE_STORAGE


def test_t9_no_page_opens_a_line_to_another_device() -> None:
    scripts = "".join(path.read_text() for path in (TEMPLATES.parent / "static").rglob("*.js"))
    assert scripts
    assert "RTCPeerConnection" not in scripts
    assert "getUserMedia" not in scripts
