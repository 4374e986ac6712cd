"""What only the two of a pair keep: what they agree on, the talks they plan, and when they rest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.mentorships.beginnings import Boundary, Terms
from cairn.core.people.permissions import Permission, ask
from cairn.core.shared.refusals import NotAllowed, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.mentorships.models import Acceptance, Mentorship, Rest, Understanding
from cairn.records.mentorships.pairs import PairLine, find, lines, pair_of, stand_to
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring


class WroteAtOnce(Refusal):
    """The other wrote a version in the same moment."""

    def __init__(self) -> None:
        super().__init__(phrase("The other one just changed this. Look at theirs first."))


@dataclass(frozen=True)
class Agreed:
    """One version of what the two agree on, and who has said yes to it."""

    id: UUID
    version: int
    terms: Terms
    written_by: UUID
    written_at: datetime
    accepted_by: frozenset[UUID]

    def holds_for(self, line: PairLine) -> bool:
        """Whether both have said yes."""
        return {line.pair.mentee, line.pair.mentor} <= self.accepted_by


@dataclass(frozen=True)
class Together:
    """What the two keep: every version of their agreement, the newest first, and whether they rest."""

    line: PairLine
    versions: tuple[Agreed, ...]
    resting_since: datetime | None

    @property
    def standing(self) -> Agreed | None:
        """The newest version that both have accepted."""
        return next((one for one in self.versions if one.holds_for(self.line)), None)

    @property
    def offered(self) -> Agreed | None:
        """The newest version, where the other's yes is still missing."""
        newest = self.versions[0] if self.versions else None
        return newest if newest is not None and not newest.holds_for(self.line) else None


def ask_party(*, reader: Reader, mentorship: UUID, at: datetime) -> Mentorship:
    """The running pair, if the reader is one of the two; refuses everyone else."""
    row = find(mentorship)
    stand = stand_to(row, reader, DataClass.NOTES, at)
    ask(Permission.MENTORSHIP_KEEP, stand.standing)
    if not stand.allowed or not pair_of(row).runs(at):
        raise NotAllowed
    return row


def together(*, reader: Reader, mentorship: UUID, at: datetime) -> Together:
    """What the two keep, for one of them."""
    row = ask_party(reader=reader, mentorship=mentorship, at=at)
    stand_to(row, reader, DataClass.NOTES, at).look(reader, DataClass.NOTES)
    [line] = lines([pair_of(row)])
    rest = Rest.objects.filter(mentorship=row, until=None).first()
    return Together(line, tuple(_versions(row)), rest.since if rest else None)


def offer_terms(
    *, by: Reader, mentorship: UUID, terms: Terms, terms_id: UUID, at: datetime
) -> UUID:
    """Write the next version; whoever writes it says yes to it. The same id twice is one version."""
    row = ask_party(reader=by, mentorship=mentorship, at=at)
    keyring, mentee = Keyring([row.mentee_id]), row.mentee_id
    words = {
        "times": terms.times.strip(),
        "boundaries": " ".join(sorted(terms.boundaries)),
        "own_line": terms.own_line.strip(),
        "shared": terms.shared.strip(),
    }
    sealed = {name: keyring.seal(mentee, terms_id, name, text) for name, text in words.items()}
    try:
        with transaction.atomic():
            before = Understanding.objects.filter(id=terms_id).first()
            if before is not None:
                if (before.mentorship_id, before.written_by) != (row.id, by.person):
                    raise NotFound
                return terms_id
            made = Understanding.objects.create(
                id=terms_id,
                mentorship=row,
                mentee_id=mentee,
                version=Understanding.objects.filter(mentorship=row).count() + 1,
                written_by=by.person,
                written_at=at,
                **sealed,
            )
            Acceptance.objects.create(understanding=made, who_id=by.person, accepted_at=at)
            trail.note(by=by, act="understanding.offered", subject=mentee, at=at)
    except IntegrityError as clash:
        raise WroteAtOnce from clash
    return terms_id


def accept_terms(*, by: Reader, mentorship: UUID, terms_id: UUID, at: datetime) -> None:
    """Say yes to the newest version; an older one is not found."""
    row = ask_party(reader=by, mentorship=mentorship, at=at)
    with transaction.atomic():
        newest = Understanding.objects.filter(mentorship=row).order_by("-version").first()
        if newest is None or newest.id != terms_id:
            raise NotFound
        _, fresh = Acceptance.objects.get_or_create(
            understanding=newest, who_id=by.person, defaults={"id": uuid4(), "accepted_at": at}
        )
        if fresh:
            trail.note(by=by, act="understanding.accepted", subject=row.mentee_id, at=at)


def rest(*, by: Reader, mentorship: UUID, at: datetime) -> None:
    """Let the two rest; no one is reminded meanwhile. Resting already changes nothing."""
    row = ask_party(reader=by, mentorship=mentorship, at=at)
    with transaction.atomic():
        if Rest.objects.filter(mentorship=row, until=None).exists():
            return
        Rest.objects.create(mentorship=row, mentee_id=row.mentee_id, since=at, begun_by=by.person)
        trail.note(by=by, act="mentorship.rested", subject=row.mentee_id, at=at)


def go_on(*, by: Reader, mentorship: UUID, at: datetime) -> None:
    """End the rest; either of the two may."""
    row = ask_party(reader=by, mentorship=mentorship, at=at)
    with transaction.atomic():
        open_rest = Rest.objects.filter(mentorship=row, until=None)
        if open_rest.update(until=at, ended_by=by.person):
            trail.note(by=by, act="mentorship.went_on", subject=row.mentee_id, at=at)


def _versions(row: Mentorship) -> list[Agreed]:
    rows = list(
        Understanding.objects.filter(mentorship=row)
        .order_by("-version")
        .prefetch_related("acceptances")
    )
    keyring = Keyring([row.mentee_id])

    def opened(one: Understanding, name: str) -> str:
        return keyring.open(row.mentee_id, one.id, name, getattr(one, name))

    return [
        Agreed(
            one.id,
            one.version,
            Terms(
                opened(one, "times"),
                frozenset(Boundary(word) for word in opened(one, "boundaries").split()),
                opened(one, "own_line"),
                opened(one, "shared"),
            ),
            one.written_by,
            one.written_at,
            frozenset(yes.who_id for yes in one.acceptances.all()),
        )
        for one in rows
    ]
