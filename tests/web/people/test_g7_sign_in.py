"""G7 over HTTP: two steps, staff at the setup page, devices struck, shared phones, slow guessing."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyotp
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

import cairn.config.settings as real
from cairn.config.environment import Mode
from cairn.records.people import code_apps, passkeys
from cairn.records.people.commands import renew_codes
from cairn.records.people.models import Recovery, SignIn
from cairn.web.shell.entering import place_of
from tests import cast
from tests.cast import PASSPHRASE, Cast
from tests.records.people.authenticator import Phone
from tests.settings import CAIRN
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

STAFF = ["Cy", "Dee", "Vic", "Lin"]
WRONG = "these are not the words"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def stage(db: None) -> Cast:
    return cast.with_accounts(cast.gather())


@pytest.fixture
def for_real(settings: Any) -> None:
    """As where people are real: staff must prove themselves twice."""
    settings.STAFF_MAY_SKIP_SECOND_STEP = False


def text(answer: Any) -> str:
    return answer.content.decode()


def sign_in(
    client: Client, name: str = "Ana", words: str = PASSPHRASE, alias: str = "", **more: Any
) -> Any:
    form = {"alias": alias or f"{name} at the river", "passphrase": words, **more}
    return client.post("/sign-in/", form)


def app_of(stage: Cast, name: str) -> pyotp.TOTP:
    """An app that someone has set up, some minutes ago."""
    at, by = timezone.now() - timedelta(minutes=10), stage.reader(name)
    app = pyotp.TOTP(code_apps.waiting_secret(by=by, at=at))
    code_apps.confirm(by=by, code=app.at(at), passphrase=PASSPHRASE, at=at)
    return app


def test_g7_with_an_app_the_passphrase_alone_opens_nothing(client: Client, stage: Cast) -> None:
    app = app_of(stage, "Ana")
    answer = sign_in(client)
    assert answer["Location"] == "/sign-in/second/"
    assert client.get("/account/").status_code == 302
    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 422
    code = app.at(timezone.now())
    assert client.post("/sign-in/second/", {"code": code})["Location"] == "/"
    assert client.get("/account/").status_code == 200
    again = Client()
    sign_in(again)
    assert again.post("/sign-in/second/", {"code": code}).status_code == 422, "good once"


def test_g7_the_second_step_can_not_be_opened_without_the_first(
    client: Client, stage: Cast
) -> None:
    app = app_of(stage, "Ana")
    assert client.get("/sign-in/second/")["Location"] == "/sign-in/"
    answer = client.post("/sign-in/second/", {"code": app.at(timezone.now())})
    assert answer["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("name", STAFF)
def test_g7_staff_without_a_second_step_reach_the_setup_page_and_nothing_else(
    client: Client, stage: Cast, for_real: None, name: str
) -> None:
    sign_in(client, name)
    for address in (
        "/today/",
        "/people/",
        "/outcomes/",
        "/account/",
        "/mentorships/",
        "/matching/",
    ):
        assert client.get(address)["Location"] == "/account/ways-in/", address
    assert "First, one step more" in text(client.get("/account/ways-in/"))
    app = pyotp.TOTP(code_apps.waiting_secret(by=stage.reader(name), at=timezone.now()))
    form = {"code": app.at(timezone.now()), "passphrase": PASSPHRASE}
    assert client.post("/account/ways-in/app/", form).status_code == 302
    assert client.get("/today/").status_code == 200
    assert "First, one step more" not in text(client.get("/account/ways-in/"))


@pytest.mark.parametrize("name", ["Ana", "Bo", "Sam"])
def test_g7_others_are_asked_kindly_and_not_made_to(
    client: Client, stage: Cast, for_real: None, name: str
) -> None:
    sign_in(client, name)
    assert client.get("/today/").status_code == 200
    page = text(client.get("/account/ways-in/"))
    assert ("You carry what others told you." in page) == (name == "Bo")


def test_g7_a_session_that_owes_the_second_step_proves_it_first(
    stage: Cast, for_real: None, as_: As
) -> None:
    app, dee = app_of(stage, "Dee"), as_("Dee")
    assert dee.get("/people/")["Location"] == "/sign-in/second/"
    dee.post("/sign-in/second/", {"code": app.at(timezone.now())})
    assert dee.get("/people/").status_code == 200


def test_g7_the_exemption_is_one_setting_that_running_for_real_never_has() -> None:
    source = Path(real.__file__).read_text()
    assert "STAFF_MAY_SKIP_SECOND_STEP = CAIRN.mode is not environment.Mode.RUN\n" in source
    assert source.count("STAFF_MAY_SKIP_SECOND_STEP") == 1
    assert CAIRN.mode is Mode.TEST


def test_g7_a_passkey_signs_in_alone_and_counts_as_both_steps(
    client: Client, stage: Cast, for_real: None
) -> None:
    phone = Phone(origin="http://testserver", host="testserver")
    site = passkeys.Site(phone.origin, phone.host)
    dee, at = stage.reader("Dee"), timezone.now()
    options, state = passkeys.ask_to_add(
        by=dee, site=site, name="Desk", passphrase=PASSPHRASE, at=at
    )
    passkeys.add(by=dee, site=site, state=state, answer=phone.make(options), at=at)
    asked = json.loads(client.post("/sign-in/passkey/ask/").content)
    assert "allowCredentials" not in asked["publicKey"], "nobody's passkeys are told"
    answer = replace(phone, count=2).prove(asked)
    there = client.post("/sign-in/passkey/", {"answer": answer, "next": "/people/"})
    assert there["Location"] == "/people/"
    assert client.get("/people/").status_code == 200
    replay = client.post("/sign-in/passkey/", {"answer": answer})
    assert replay.status_code == 422, "each question is answered once"


def test_g7_a_stolen_passphrase_and_another_persons_passkey_do_not_add_up(
    client: Client, stage: Cast
) -> None:
    app_of(stage, "Ana")
    phone = Phone(origin="http://testserver", host="testserver")
    site = passkeys.Site(phone.origin, phone.host)
    eve, at = stage.reader("Eve"), timezone.now()
    options, state = passkeys.ask_to_add(by=eve, site=site, name="x", passphrase=PASSPHRASE, at=at)
    passkeys.add(by=eve, site=site, state=state, answer=phone.make(options), at=at)
    sign_in(client)
    asked = json.loads(client.post("/sign-in/passkey/ask/").content)
    answer = client.post("/sign-in/passkey/", {"answer": replace(phone, count=2).prove(asked)})
    assert answer.status_code == 422
    assert client.get("/account/").status_code == 302


def test_g7_a_device_struck_in_the_list_is_out_with_its_next_request(
    client: Client, stage: Cast
) -> None:
    other = Client(headers={"User-Agent": PHONE})
    sign_in(client)
    sign_in(other)
    page = text(client.get("/account/ways-in/"))
    assert "An Android phone" in page
    assert "140.0" not in page
    other_row = SignIn.objects.get(device="android")
    assert client.post(f"/account/ways-in/devices/{other_row.id}/").status_code == 302
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_g7_a_new_device_is_told_on_every_page_of_the_others(client: Client, stage: Cast) -> None:
    sign_in(client)
    strange = Client(headers={"User-Agent": PHONE})
    sign_in(strange)
    page = text(client.get("/account/"))
    assert "an Android phone, which was not known here" in page
    device = SignIn.objects.get(device="android").id
    assert str(device) not in text(strange.get("/account/")), "it is not asked about itself"
    answer = {"device": str(device), "answer": "out"}
    assert client.post("/account/ways-in/news/", answer)["Location"] == "/account/#passphrase"
    assert strange.get("/account/").status_code == 302
    assert "not known here" not in text(client.get("/account/"))


def test_g7_a_device_used_before_is_no_news(client: Client, stage: Cast) -> None:
    desk = Client()
    sign_in(desk)
    sign_in(client)
    desk.post("/account/ways-in/devices/")
    desk.post("/sign-out/")
    assert desk.cookies["d"].value
    sign_in(client)
    sign_in(desk)
    assert "not known here" not in text(client.get("/account/"))


def test_g7_a_shared_phone_is_forgotten_soon_and_keeps_nothing(client: Client, stage: Cast) -> None:
    sign_in(client, shared="on")
    assert "d" not in client.cookies
    left = client.session.get_expiry_age()
    assert 0 < left <= 600
    out = client.post("/sign-out/")
    assert out["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def aged(client: Client, **times: timedelta) -> None:
    """As if some time had gone by since this sign-in began, or was last used."""
    session = client.session
    for name, by in times.items():
        session[name] -= by.total_seconds()
    session.save()


def test_g7_a_sign_in_ends_some_day_however_much_it_is_used(client: Client, stage: Cast) -> None:
    sign_in(client)
    aged(client, until=timedelta(days=59))
    assert client.get("/account/").status_code == 200
    aged(client, until=timedelta(days=1))
    assert client.get("/account/").status_code == 302


def test_g7_staff_are_out_after_a_day_and_after_an_hour_unused(
    client: Client, stage: Cast, for_real: None
) -> None:
    sign_in(client, "Dee")
    assert client.session.get_expiry_age() <= 3600
    aged(client, until=timedelta(hours=24))
    assert client.get("/account/ways-in/").status_code == 302


def test_g7_use_keeps_it_open_and_says_the_day(client: Client, stage: Cast) -> None:
    sign_in(client, shared="on")
    before = SignIn.objects.get(shared=True)
    aged(client, fresh=timedelta(minutes=5))
    client.get("/account/")
    after = SignIn.objects.get(shared=True)
    assert after.expire_date >= before.expire_date
    assert after.seen_on == before.seen_on


def test_g7_the_day_in_the_list_is_the_persons_own(client: Client, stage: Cast) -> None:
    far = "Pacific/Kiritimati"
    get_user_model().objects.filter(pk=stage.ana).update(time_zone=far)
    sign_in(client)
    today = timezone.now().astimezone(ZoneInfo(far)).date()
    assert SignIn.objects.get(person=stage.ana).began_on == today


@pytest.mark.parametrize("alias", ["Ana at the river", "Nobody at all"])
def test_g7_guessing_is_slowed_alike_for_whoever_is_here_and_whoever_is_not(
    stage: Cast, alias: str
) -> None:
    answers = [sign_in(Client(), words=WRONG, alias=alias) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [429] * 3
    assert "tried a few times" in text(answers[-1])
    assert WRONG not in text(answers[-1])


def test_g7_the_owner_comes_in_on_their_own_device_while_strangers_guess(
    client: Client, stage: Cast
) -> None:
    sign_in(client)
    client.post("/sign-out/")
    for n in range(12):
        sign_in(Client(REMOTE_ADDR=f"10.{n}.0.1"), words=WRONG)
    stranger = Client(REMOTE_ADDR="10.99.0.1")
    assert sign_in(stranger, words=PASSPHRASE).status_code == 429
    assert sign_in(client).status_code == 302


def test_g7_behind_a_proxy_only_the_address_that_it_saw_counts(rf: Any, settings: Any) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4, 198.51.100.7"})
    assert place_of(request).address == "127.0.0.1"
    settings.CAIRN = replace(CAIRN, https=True)
    assert place_of(request).address.strip() == "198.51.100.7"


def test_g7_no_table_keeps_an_address_or_a_browsers_name(stage: Cast) -> None:
    sign_in(Client(REMOTE_ADDR="203.0.113.77", headers={"User-Agent": PHONE}))
    told = "".join(str(list(model._default_manager.values())) for model in apps.get_models())
    assert "203.0.113" not in told
    assert "Pixel" not in told


def test_g7_a_way_back_is_announced_and_stopped_on_any_page(
    client: Client, stage: Cast, as_: As
) -> None:
    sign_in(client)
    bo = as_("Bo")
    page = text(bo.get(f"/people/{stage.ana}/way-back/"))
    assert "You have met them" in page
    bo.post(f"/people/{stage.ana}/way-back/", {"act": "vouch"})
    assert "Waiting" in text(bo.get(f"/people/{stage.ana}/way-back/"))
    assert "says that you lost your phone" in text(client.get("/account/"))
    early = as_("Dee").post(f"/people/{stage.ana}/way-back/", {"act": "finish"}, follow=True)
    assert "A day must pass first" in text(early)
    client.post("/account/ways-in/news/", {"answer": "stop"})
    assert "says that you lost your phone" not in text(client.get("/account/"))
    assert Recovery.objects.get().stopped_by == stage.ana


def test_g7_after_a_day_the_link_gives_a_new_passphrase_and_codes(
    client: Client, stage: Cast, as_: As
) -> None:
    as_("Bo").post(f"/people/{stage.ana}/way-back/", {"act": "vouch"})
    ago = timedelta(hours=24, minutes=1)
    row = Recovery.objects.get()
    Recovery.objects.update(vouched_at=row.vouched_at - ago, ready_at=row.ready_at - ago)
    page = as_("Dee").post(f"/people/{stage.ana}/way-back/", {"act": "finish"})
    address = page.context["address"].removeprefix("http://testserver")
    assert client.get(address).status_code == 200
    assert client.post(address, {"passphrase": "short"}).status_code == 422
    answer = client.post(address, {"passphrase": "nine owls on a barn roof"})
    assert len(answer.context["codes"]) == 10
    assert client.get("/account/").status_code == 200
    assert client.get(address).status_code == 404


def test_g7_no_way_in_asks_for_a_phone_number_or_an_e_mail_address(stage: Cast) -> None:
    for address in ("/sign-in/", "/recovery/"):
        page = text(Client().get(address))
        assert 'type="tel"' not in page
        assert 'type="email"' not in page


def test_g7_a_printed_code_skips_the_wait_but_not_the_second_step(
    client: Client, stage: Cast
) -> None:
    code, second, *_ = renew_codes(by=stage.reader("Ana"), passphrase=PASSPHRASE, at=cast.NOW)
    app_of(stage, "Ana")
    back = {"alias": "Ana at the river", "code": code, "passphrase": "nine owls on a barn roof"}
    assert client.post("/recovery/", back)["Location"] == "/sign-in/second/"
    client.post("/sign-in/second/", {"code": second})
    assert client.get("/account/").status_code == 200
