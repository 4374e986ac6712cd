"""Every page of these rooms, by who opens it."""

import pytest

from tests.web.conftest import As

COORDINATORS = ["/people/", "/people/invite/", "/program/"]
EVERYONES = ["/account/", "/sharings/"]
PUBLIC = [
    "/sos/",
    "/about/",
    "/sign-in/",
    "/recovery/",
    "/demo/",
    "/healthz",
    "/readyz",
    "/gallery/",
]

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_open_for_anyone(client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", COORDINATORS)
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Ana", 403),
        ("Bo", 403),
        ("Cy", 403),
        ("Dee", 200),
        ("Vic", 403),
        ("Lin", 403),
        ("Sam", 403),
    ],
)
def test_people_and_program_are_the_coordinators(
    as_: As, name: str, status: int, address: str
) -> None:
    assert as_(name).get(address).status_code == status


@pytest.mark.parametrize("address", EVERYONES)
@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam", "Eve"])
def test_everyone_has_an_account_and_says_who_sees_what(as_: As, name: str, address: str) -> None:
    assert as_(name).get(address).status_code == 200


@pytest.mark.parametrize("address", COORDINATORS + EVERYONES)
def test_signed_out_leads_to_signing_in_and_back(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=%2F")
