"""Two sheets become a pair that both have said yes to: Dee with her keyboard, the two on their phones."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cairn.records.matching.models import Proposal, SheetId
from cairn.records.matching.sealed import fingerprint
from cairn.records.mentorships.models import Mentorship
from tests.cast import BEGINNING, PASSPHRASE, Cast
from tests.e2e.conftest import OpenPage, assert_accessible, follow
from tests.e2e.scene import work
from tests.records.matching.crowds import crowd

pytestmark = pytest.mark.django_db(transaction=True)

MENTEES = "mentee_id,name,languages,available,age\nP1,Quiet Heron,English,Mon evening,{age}\n"
MENTORS = "mentor_id,name,capacity,languages,available\nM1,Steady Oak,2,English,Mon evening\n"


def tab_to(page: Page, words: str) -> None:
    """Move with the Tab key alone until the focus is on what carries these words."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement?.innerText ?? ''"):
            return
    raise AssertionError(f"the Tab key never reaches “{words}”")


def upload(page: Page, folder: Path, age: str) -> None:
    for name, text in (("mentees", MENTEES.format(age=age)), ("mentors", MENTORS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    page.goto("/matching/sheets/")
    page.locator("#id_mentee").set_input_files(folder / "mentees.csv")
    page.locator("#id_mentor").set_input_files(folder / "mentors.csv")
    follow(page.get_by_role("button", name="See what would come in"))
    page.get_by_role("heading", name="Before they come in").wait_for()
    assert_accessible(page)


def invited(dee: Page, stage: Cast, side: str, code: str) -> str:
    """The link by which someone of the sheets opens their account."""
    held = SheetId.objects.get(fingerprint=fingerprint(stage.program, side, code))  # type: ignore[arg-type]
    dee.goto(f"/people/{held.person_id}/")
    follow(dee.get_by_role("button", name="Make a link to open their account"))
    assert_accessible(dee)
    return dee.locator("#link").inner_text()


def come_in(page: Page, link: str, alias: str) -> None:
    """Open an account from an invitation, and keep the codes."""
    page.goto(link)
    page.get_by_label("What should we call you?").fill(alias)
    page.get_by_label("A passphrase").fill(PASSPHRASE)
    follow(page.get_by_role("button", name="Make my account"))
    page.get_by_label("I have kept them").check()
    follow(page.get_by_role("button", name="Go on"))
    page.wait_for_url("**/today/")
    assert_accessible(page)


def say_yes(page: Page) -> None:
    page.goto("/today/")
    follow(page.get_by_role("link", name="Read it"))
    page.get_by_role("heading", name="Why you two").wait_for()
    assert page.locator("main input:checked").count() == 0
    assert_accessible(page)
    follow(page.get_by_role("button", name="Yes, I would like to meet"))


def test_two_sheets_become_a_pair(
    page_as: OpenPage, open_page: OpenPage, stage: Cast, tmp_path: Path
) -> None:
    dee = page_as("Dee")
    dee.goto("/matching/sheets/")
    assert_accessible(dee)
    with dee.expect_download() as taken:
        dee.locator('a[href$="mentor-template.csv"]').click()
    assert taken.value.suggested_filename == "mentors-template.csv"

    upload(dee, tmp_path, "forty")
    expect(dee.get_by_text("Some of it can't be read yet")).to_be_visible()
    assert "forty" in dee.locator("main").inner_text()
    assert SheetId.objects.count() == 0

    upload(dee, tmp_path, "40")
    follow(dee.get_by_role("button", name="Bring in 2 people"))
    dee.get_by_text("2 people are new").wait_for()
    assert_accessible(dee)

    follow(dee.get_by_role("button", name="Propose").first)
    dee.wait_for_url("**/matching/rounds/**")
    work()
    dee.reload()
    dee.get_by_text("Quiet Heron").first.wait_for()
    assert_accessible(dee)
    tab_to(dee, "Quiet Heron")
    dee.keyboard.press("Enter")
    dee.get_by_text("Steady Oak").first.wait_for()
    assert_accessible(dee)
    dee.reload()
    tab_to(dee, "Send")
    dee.keyboard.press("Enter")
    dee.get_by_text("proposal is sent").wait_for()
    assert Proposal.objects.get().standing == "sent"

    heron, oak = open_page(width=360), open_page(width=360, dark=True)
    come_in(heron, invited(dee, stage, "mentee", "P1"), "Quiet Heron")
    come_in(oak, invited(dee, stage, "mentor", "M1"), "Steady Oak")
    say_yes(oak)
    oak.get_by_role("heading", name="You said yes").wait_for()
    assert_accessible(oak)
    say_yes(heron)
    heron.wait_for_url("**/today/")
    expect(heron.get_by_text("You both said yes.").first).to_be_visible()
    assert_accessible(heron)
    assert Mentorship.objects.filter(proposal=Proposal.objects.get().id).exists()
    oak.goto("/today/")
    expect(oak.get_by_text("Quiet Heron").first).to_be_visible()


def test_a_round_is_looked_through_by_keys(page_as: OpenPage, stage: Cast) -> None:
    crowd(stage, 6, 6, at=BEGINNING)
    dee = page_as("Dee")
    dee.goto("/matching/")
    follow(dee.get_by_role("button", name="Propose").first)
    dee.wait_for_url("**/matching/rounds/**")
    work()
    dee.reload()
    shown = dee.locator("#chosen h2")
    names = [one.split("\n")[0] for one in dee.locator("nav.listing a b").all_inner_texts()]

    def stands(place: int) -> None:
        here = dee.locator("nav.listing a[aria-current]")
        expect(here.locator("b")).to_have_text(names[place])
        expect(shown).to_be_visible()

    stands(0)
    dee.get_by_label("Look for a name").fill("jjl")
    stands(0)
    dee.locator("nav.listing a[aria-current]").focus()
    for place in (1, 2):
        dee.keyboard.press("j")
        stands(place)
    dee.keyboard.press("k")
    stands(1)
    dee.keyboard.press("l")
    expect(dee.locator("nav.listing a[aria-current]")).to_contain_text("kept as it is")
    assert_accessible(dee)
    locked = Proposal.objects.get(locked_at__isnull=False)
    dee.keyboard.press("n")
    dee.get_by_text("That pair is out").wait_for()
    assert not Proposal.objects.filter(id=locked.id, standing="drafted").exists()
