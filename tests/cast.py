"""The people of every test: Ana is mentored, Bo mentors her, Cy supervises Bo, Dee coordinates,
Vic evaluates, Lin is a clinician, Sam supports Ana, and Eve belongs elsewhere and must see nothing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader, machine
from cairn.core.people.roles import Role
from cairn.records.consent import commands as consent
from cairn.records.mentorships import commands as mentorships
from cairn.records.people.commands import NewPerson, add_people, credentials, open_account
from cairn.records.programs import commands as programs
from cairn.records.programs.queries import reader_for

BEGINNING = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PASSPHRASE = "quiet stones beside water"

PARTS: dict[str, tuple[Role, ...]] = {
    "Ana": (Role.PARTICIPANT,),
    "Bo": (Role.MENTOR,),
    "Cy": (Role.SUPERVISOR,),
    "Dee": (Role.COORDINATOR,),
    "Vic": (Role.EVALUATOR,),
    "Lin": (Role.CLINICIAN,),
    "Sam": (Role.SUPPORTER,),
}


@dataclass(frozen=True)
class Cast:
    """Everyone's id, and the two programs."""

    program: UUID
    elsewhere: UUID
    people: dict[str, UUID]
    mentorship: UUID

    def __getattr__(self, name: str) -> UUID:
        try:
            return self.people[name.capitalize()]
        except KeyError as missing:
            raise AttributeError(name) from missing

    def reader(self, name: str, at: datetime = NOW) -> Reader:
        """Someone of the cast as a reader in their own program."""
        return reader_for(self.people[name], at=at)


def gather(*, leave: bool = True) -> Cast:
    """Put the cast on stage: Ana and Bo paired in March, with leave for her days and goals."""
    by = machine("tests")
    program = programs.make_program(by=by, name="Riverside", at=BEGINNING)
    elsewhere = programs.make_program(by=by, name="Hillside", at=BEGINNING)
    names = [*PARTS, "Eve"]
    ids = add_people(by=by, people=[NewPerson(name) for name in names], at=BEGINNING)
    people = dict(zip(names, ids, strict=True))
    for name, parts in PARTS.items():
        for part in parts:
            programs.give_roles(
                by=by, program=program, people=[people[name]], role=part, at=BEGINNING
            )
    for part in Role:
        programs.give_roles(
            by=by, program=elsewhere, people=[people["Eve"]], role=part, at=BEGINNING
        )
    programs.enroll(by=by, program=program, stays=[(people["Ana"], BEGINNING.date())], at=BEGINNING)
    mentorships.oversee(
        by=by, program=program, supervisor=people["Cy"], mentor=people["Bo"], at=BEGINNING
    )
    mentorship = mentorships.begin(
        by=by, program=program, mentee=people["Ana"], mentor=people["Bo"], at=BEGINNING
    )
    cast = Cast(program, elsewhere, people, mentorship)
    if leave:
        for part in (DataClass.DAYS, DataClass.GOALS):
            consent.share(
                by=cast.reader("Ana"),
                recipient=people["Bo"],
                data_class=part,
                purpose=Purpose.MENTORING,
                at=BEGINNING,
            )
    return cast


def with_accounts(cast: Cast) -> Cast:
    """Let everyone sign in: alias is the name and "at the river", one passphrase for all."""
    for name, person in cast.people.items():
        open_account(
            by=machine("tests"),
            person=person,
            credentials=credentials(f"{name} at the river", PASSPHRASE),
            at=BEGINNING,
        )
    return cast
