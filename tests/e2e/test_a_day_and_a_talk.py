"""Ana tells her day in three taps without script; Bo sees why to reach her only while she lets him."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cairn.core.days import Use
from cairn.records.days.models import CheckIn, DayStatus
from cairn.records.mentorships.models import Contact
from tests.cast import Cast
from tests.e2e.conftest import OpenPage, assert_accessible, follow
from tests.e2e.scene import goal, set_up, talked, told

pytestmark = pytest.mark.django_db(transaction=True)


def check_with_script(twin: Page, page: Page) -> None:
    """The same page in a browser with script, which the accessibility rules need to run."""
    twin.goto(page.url)
    assert_accessible(twin)


class Finger:
    """Taps what it finds, and counts."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, place: Locator) -> None:
        place.click()
        self.taps += 1

    def tap_on(self, place: Locator) -> None:
        follow(place)
        self.taps += 1


def choice(page: Page, question: str, answer: str) -> Locator:
    """The card with this answer to this question."""
    group = page.get_by_role("group", name=question)
    return group.locator("label.choice").filter(has_text=answer).first


def test_a_day_is_told_in_three_taps_on_a_phone_without_script(
    page_as: OpenPage, stage: Cast
) -> None:
    page, finger = page_as("Ana", width=360, scripts=False), Finger()
    twin = page_as("Ana", width=360)
    page.goto("/today/")
    assert page.locator("main input:checked").count() == 0
    check_with_script(twin, page)
    finger.tap(choice(page, "I feel", "good"))
    finger.tap(choice(page, "Did you drink or use?", "No"))
    finger.tap_on(page.get_by_role("button", name="That was my day"))
    assert finger.taps == 3
    expect(page.get_by_role("heading", name="That was your day.")).to_be_visible()
    check_with_script(twin, page)
    [kept] = CheckIn.objects.all()
    assert (kept.mood, kept.use, kept.craving, kept.sleep) == (4, "none", None, None)


def test_more_is_said_afterwards_and_both_tellings_are_kept(page_as: OpenPage, stage: Cast) -> None:
    page = page_as("Ana", width=360, scripts=False)
    told(stage, mood=4, use=Use.NONE)
    twin = page_as("Ana", width=360)
    page.goto("/today/")
    follow(page.get_by_role("link", name="Say more, or change what you said"))
    choice(page, "Craving", "strong").click()
    choice(page, "Last night's sleep", "poor").click()
    page.get_by_label("I'd like a call").check()
    page.get_by_label("A few words").fill("It was loud at home.")
    check_with_script(twin, page)
    follow(page.get_by_role("button", name="Keep this day"))
    expect(page.get_by_text("Kept. Thank you for telling it.")).to_be_visible()
    assert CheckIn.objects.count() == 2
    kept = CheckIn.objects.get(replaced_at=None)
    assert (kept.mood, kept.use, kept.craving, kept.sleep) == (4, "none", 8, 2)
    assert kept.wants_call
    assert b"loud" not in bytes(kept.note)


def test_rather_not_say_is_kept_as_such_and_never_as_no_use(page_as: OpenPage, stage: Cast) -> None:
    page = page_as("Ana", width=360)
    page.goto("/today/")
    choice(page, "Did you drink or use?", "Rather not say").click()
    follow(page.get_by_role("button", name="That was my day"))
    page.get_by_role("link", name="Say more, or change what you said").wait_for()
    [row] = DayStatus.objects.all()
    assert row.status == "declined"
    page.goto("/path/")
    expect(page.get_by_role("link", name="rather not say").first).to_be_visible()
    assert_accessible(page)


def test_a_day_of_use_is_met_with_kindness_and_three_quiet_ways_on(
    page_as: OpenPage, stage: Cast
) -> None:
    page = page_as("Ana", width=360, dark=True)
    page.goto("/today/")
    choice(page, "Did you drink or use?", "Yes").click()
    follow(page.get_by_role("button", name="That was my day"))
    page.get_by_role("heading", name="Nothing you built is gone").wait_for()
    expect(page.get_by_role("link", name="Talk to someone now")).to_be_visible()
    assert_accessible(page)
    follow(page.get_by_role("link", name="Later"))
    assert page.get_by_role("link", name="Talk to someone now").count() == 0


def test_bo_sees_the_reason_only_as_long_as_ana_lets_him(page_as: OpenPage, stage: Cast) -> None:
    talked(stage, days_ago=1)
    told(stage, mood=3, wants_call=True)
    bo = page_as("Bo", width=360)
    bo.goto("/today/")
    expect(bo.get_by_text("Asked for a call today")).to_be_visible()
    assert_accessible(bo)

    ana, finger = page_as("Ana", width=360), Finger()
    ana.goto("/path/")
    finger.tap_on(ana.get_by_role("link", name="Change", exact=True))
    finger.tap_on(
        ana.get_by_role("button", name=re.compile("Take it back.*Bo.*your check-ins and days"))
    )
    assert finger.taps == 2
    assert_accessible(ana)

    bo.goto("/today/")
    assert bo.get_by_text("Asked for a call today").count() == 0
    expect(bo.get_by_role("heading", name="Nobody is waiting for you today")).to_be_visible()
    bo.goto(f"/mentorships/{stage.mentorship}/")
    assert_accessible(bo)


def test_a_contact_is_logged_in_six_taps(page_as: OpenPage, stage: Cast) -> None:
    page, finger = page_as("Bo", width=360), Finger()
    page.goto("/today/")
    finger.tap_on(page.get_by_role("link", name="Log a contact"))
    page.wait_for_url("**/contacts/new/")
    assert_accessible(page)
    finger.tap(choice(page, "How?", "phone"))
    finger.tap(choice(page, "Did you reach them?", "We talked"))
    finger.tap(choice(page, "About how many minutes?", "20"))
    finger.tap(choice(page, "What was it about?", "Listening"))
    finger.tap_on(page.get_by_role("button", name="Keep it"))
    page.wait_for_url(f"**/mentorships/{stage.mentorship}/")
    assert finger.taps == 6
    [kept] = Contact.objects.all()
    assert (kept.means, kept.minutes, kept.reached, kept.emotional) == ("phone", 20, True, True)
    assert_accessible(page)


def test_a_goal_is_written_together_rated_and_scored(page_as: OpenPage, stage: Cast) -> None:
    page = page_as("Bo", width=768)
    page.goto(f"/mentorships/{stage.mentorship}/")
    follow(page.get_by_role("link", name="A new goal"))
    expect(page.get_by_role("heading", name="A goal with Ana")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("What do you hope for?").fill("A room of my own")
    choice(page, "Which part of life is it about?", "A place to live").click()
    for question, words in (
        ("as hoped?", "The form is in"),
        ("a little better", "A date to move in"),
        ("And a lot better?", "A month in a room of my own"),
        ("A little less than hoped?", "Staying with friends"),
        ("And a lot less?", "No plan and no one to ask"),
    ):
        page.get_by_label(question).fill(words)
    choice(page, "Where are things today?", "A little less than hoped").click()
    follow(page.get_by_role("button", name="Keep this goal"))
    page.get_by_role("heading", name="A room of my own").wait_for()
    assert_accessible(page)
    follow(page.get_by_role("link", name="Say where it stands"))
    page.locator("label.choice").filter(has_text="A date to move in").click()
    assert_accessible(page)
    follow(page.get_by_role("button", name="That is where it stands"))
    page.get_by_role("heading", name="The score").wait_for()
    assert page.locator(".tally dd").first.inner_text().startswith("60")
    address = page.url

    ana = page_as("Ana", width=360)
    ana.goto(address)
    assert ana.locator(".tally dd").first.inner_text().startswith("60")
    assert_accessible(ana)


def test_eve_finds_none_of_it(page_as: OpenPage, stage: Cast) -> None:
    written = goal(stage)
    eve = page_as("Eve")
    for address in (f"/mentorships/{stage.mentorship}/", f"/goals/{written}/"):
        answer = eve.goto(address)
        assert answer is not None
        assert answer.status == 404
    assert_accessible(eve)


def test_vic_reads_the_outcomes_without_any_name(page_as: OpenPage, stage: Cast) -> None:
    set_up(stage)
    page = page_as("Vic")
    page.goto("/today/")
    follow(page.get_by_role("link", name="Open the outcomes"))
    expect(page.get_by_role("heading", name="Is it helping?")).to_be_visible()
    expect(page.get_by_text("Numbers that rest on fewer than 11 people")).to_be_visible()
    words = page.locator("main").inner_text()
    assert "not shown" in words
    assert "Ana" not in words
    assert_accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the figures with you").click()
    assert taken.value.suggested_filename == "figures.csv"
