"""Passkeys: made on a person's device, which asks for their finger, face or PIN each time.

WebAuthn by the `fido2` library. A question (`state`) is asked once and kept by the session;
the answer is checked against it, the site's own address, and the key's count of its uses.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.people.models import Passkey
from cairn.records.people.proofs import prove
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring, index_of

MOST = 10
LONGEST_NAME = 40
State = Mapping[str, Any]


class NotProved(Refusal):
    """What the device answered doesn't fit; never says how."""

    def __init__(self) -> None:
        super().__init__(phrase("That did not work. Try once more, or come in another way."))


@dataclass(frozen=True)
class Site:
    """The address that passkeys belong to: where the page came from, and its bare host."""

    origin: str
    host: str


def ask_to_add(
    *, by: Reader, site: Site, name: str, passphrase: str, at: datetime
) -> tuple[dict[str, Any], State]:
    """The question for a new passkey, proved by the passphrase; and what to keep till the answer."""
    prove(by=by, passphrase=passphrase, at=at)
    held = _own(by.person)
    if len(held) >= MOST:
        raise Invalid(phrase("You have ten. Take one away first."), "name")
    options, state = _server(site).register_begin(
        PublicKeyCredentialUserEntity(id=by.person.bytes, name=name, display_name=name),
        credentials=[_data(row) for row in held],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), {**state, "name": name}


def add(*, by: Reader, site: Site, state: State, answer: str, at: datetime) -> UUID:
    """Keep the passkey that the device made for this question."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    try:
        made = _server(site).register_complete(state, json.loads(answer))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotProved from fault
    data = made.credential_data
    if data is None:
        raise NotProved
    own = uuid4()
    sealed = Keyring([by.person]).seal(by.person, own, "name", state["name"][:LONGEST_NAME])
    with transaction.atomic():
        Passkey.objects.create(
            id=own,
            person_id=by.person,
            fingerprint=_fingerprint(data.credential_id),
            credential=bytes(data),
            sign_count=made.counter,
            name=sealed,
            made_at=at,
        )
        trail.note(by=by, act="account.passkey_added", subject=by.person, at=at)
    return own


def rename(*, by: Reader, passkey: UUID, name: str, at: datetime) -> None:
    """Another name for one's own passkey."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    sealed = Keyring([by.person]).seal(by.person, passkey, "name", name[:LONGEST_NAME])
    with transaction.atomic():
        if not _of(by.person, passkey).update(name=sealed):
            raise NotFound
        trail.note(by=by, act="account.passkey_named", subject=by.person, at=at)


def remove(*, by: Reader, passkey: UUID, passphrase: str, at: datetime) -> None:
    """This passkey opens nothing any more."""
    prove(by=by, passphrase=passphrase, at=at)
    with transaction.atomic():
        if not _of(by.person, passkey).update(ended_at=at):
            raise NotFound
        trail.note(by=by, act="account.passkey_removed", subject=by.person, at=at)


def question(*, site: Site, person: UUID | None = None) -> tuple[dict[str, Any], State]:
    """What to ask a device that should prove who holds it; of anyone, or of one person."""
    options, state = _server(site).authenticate_begin(
        credentials=[_data(row) for row in _own(person)] if person else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


def prove_by_passkey(
    *, by: Reader, site: Site, state: State, answer: str, today: date, at: datetime
) -> UUID:
    """Who holds the device that answered; raises NotProved for whatever doesn't fit.

    `by` is the machine that signs for people who are not in yet.
    """
    try:
        told = json.loads(answer)
        shown = AuthenticationResponse.from_dict(told)
        row = Passkey.objects.filter(fingerprint=_fingerprint(shown.raw_id), ended_at=None).first()
        _server(site).authenticate_complete(state, [_data(row)] if row else [], told)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotProved from fault
    if row is None:
        raise NotProved
    count = shown.response.authenticator_data.counter
    if count and count <= row.sign_count:
        with transaction.atomic():
            trail.note(by=by, act="account.passkey_doubted", subject=row.person_id, at=at)
        raise NotProved
    with transaction.atomic():
        kept = Passkey.objects.filter(id=row.id, sign_count=row.sign_count, ended_at=None)
        if not kept.update(sign_count=count, used_on=today):
            raise NotProved
    return row.person_id


def _server(site: Site) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Cairn", id=site.host),
        verify_origin=lambda origin: secrets.compare_digest(origin, site.origin),
    )


def _own(person: UUID) -> list[Passkey]:
    return list(Passkey.objects.filter(person_id=person, ended_at=None).order_by("made_at"))


def _of(person: UUID, passkey: UUID) -> Any:
    return Passkey.objects.filter(person_id=person, id=passkey, ended_at=None)


def _data(row: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(row.credential))


def _fingerprint(credential_id: bytes) -> str:
    return index_of("passkey", websafe_encode(credential_id))
