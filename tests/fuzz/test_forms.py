"""G13: every form on every page, sent as each of the cast with whatever must not be sent.

No answer is a fault of ours (5xx), and none holds a word of Ana's for someone who may not read
it. What was sent has never happened afterwards, so every form meets the same stage.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zlib import crc32

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cairn.core.days import CheckIn
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import Contact, Means
from cairn.records.days.commands import tell_day
from cairn.records.goals.commands import GoalWritten, write_goal
from cairn.records.mentorships.commands import log_contact
from cairn.records.programs.queries import reader_for
from tests.canaries.forms import Form, forms_of
from tests.fuzz.conftest import CAST, DAY, GOAL, LEVELS, TALK
from tests.fuzz.hostile import QUERIES, WAYS
from tests.guards.access_expected import expected
from tests.guards.access_scene import Scene, set_up
from tests.guards.test_access_matrix import address, rolled_back

NOBODY = "nobody"
MAY_READ = {DAY: {"Ana", "Bo", "Lin"}, GOAL: {"Ana", "Bo", "Sam"}, TALK: {"Ana", "Bo"}}
WAYS_EACH = 6
"""So many ways for each form in every run, by turns; all of them with --deep."""


@pytest.fixture
def scene(db: None) -> Scene:
    """Two programs full of things, and three sentences of Ana's that stand nowhere else."""
    now = timezone.now()
    made = set_up(now)
    ana, bo = (reader_for(made.people[name], at=now) for name in ("Ana", "Bo"))
    today = now.date()
    day = CheckIn(today - timedelta(days=2), mood=3, note=DAY)
    tell_day(by=ana, check_in=day, check_in_id=uuid4(), today=today, at=now)
    goal = GoalWritten(Scale(GOAL, LEVELS), Domain.HOUSING)
    write_goal(by=ana, person=ana.person, goal=goal, goal_id=uuid4(), at=now)
    log_contact(
        by=bo,
        mentorship=made.about["Ana"]["mentorship"],  # type: ignore[arg-type]
        contact=Contact(today, Means.PHONE, 9, note=TALK),
        contact_id=uuid4(),
        today=today,
        at=now,
    )
    return made


class Crawler:
    """One of the cast, or nobody, at every page."""

    def __init__(self, scene: Scene, name: str, ways: int) -> None:
        self.scene, self.name, self.ways = scene, name, ways
        self.client = Client(raise_request_exception=False)
        self.session = ""
        if name != NOBODY:
            person = get_user_model().objects.get(pk=scene.people[name])
            self.client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
            self.session = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        self.amiss: list[str] = []
        self.seen: Counter[int] = Counter()
        self.met: set[tuple[str, tuple[str, ...]]] = set()

    def crawl(self) -> None:
        """Open everything, ask it odd things, and send all that it holds."""
        for route, at in self.addresses():
            answer = self.ask("GET", at, {}, at)
            if answer.status_code != 200:
                continue
            for query in self.turns(route, QUERIES):
                self.ask("GET", at, query, f"{at} {query}")
            if "html" in answer.headers["Content-Type"]:
                for form in forms_of(answer.content.decode(), at):
                    self.send(form, route)

    def addresses(self) -> Iterator[tuple[str, str]]:
        for name, subject in expected():
            if not name.startswith("api-"):
                about = {**self.scene.about["-"], **self.scene.about[subject]}
                yield name, address(name, about, subject)

    def send(self, form: Form, route: str) -> None:
        """Send one form in some or all of the ways; the same form elsewhere is not sent again."""
        kind = (route, tuple(one.name for one in form.fields))
        if kind in self.met:
            return
        self.met.add(kind)
        for way in self.turns(f"{kind}", tuple(WAYS)):
            filled = WAYS[way](form)
            if form.buttons and form.buttons[0][0]:
                filled.setdefault(*form.buttons[0])
            self.ask("POST", form.action, filled, f"{form.action}: {way}")

    def turns(self, what: str, ways: Any) -> Any:
        first = crc32(f"{what} as {self.name}".encode())
        return [ways[(first + turn * 7) % len(ways)] for turn in range(min(self.ways, len(ways)))]

    def ask(self, method: str, at: str, sent: Any, told: str) -> HttpResponse:
        self.client.cookies.clear()
        if self.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        with rolled_back():
            send = self.client.get if method == "GET" else self.client.post
            answer = send(at, sent)
            page = b"".join(answer) if answer.streaming else answer.content
        self.seen[answer.status_code] += 1
        if answer.status_code >= 500:
            self.amiss.append(f"{method} {told[:200]}: {answer.status_code}")
        text = page.decode(errors="replace")
        leaks = [word for word, may in MAY_READ.items() if word in text and self.name not in may]
        self.amiss += [f"{method} {told[:200]}: shows {word}" for word in leaks]
        return answer


@pytest.mark.parametrize("name", [NOBODY, *CAST])
def test_g13_no_form_breaks_and_none_shows_anyone_elses(name: str, scene: Scene) -> None:
    crawler = Crawler(scene, name, WAYS_EACH)
    crawler.crawl()
    print(f"\nG13: {crawler.seen.total()} requests as {name}: {dict(crawler.seen)}")  # noqa: T201
    assert crawler.amiss == []
    assert crawler.seen[200] > 10
    assert crawler.seen[422] > 3


@pytest.mark.deep
@pytest.mark.parametrize("name", [NOBODY, *CAST])
def test_g13_in_no_way_at_all(name: str, scene: Scene) -> None:
    crawler = Crawler(scene, name, len(WAYS))
    crawler.crawl()
    print(f"\nG13 deep: {crawler.seen.total()} as {name}: {dict(crawler.seen)}")  # noqa: T201
    assert crawler.amiss == []
