"""How a round would go now, what would help, and how it would go if a limit were otherwise."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.matching.advice import bottlenecks, oddities, recruiting
from cairn.core.matching.supposing import Supposed, Wish, suppose
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.words import Phrase
from cairn.records.matching import pool
from cairn.records.matching.learning import in_force
from cairn.records.people.queries import names_of


@dataclass(frozen=True)
class Outlook:
    """The pool as it is (`now`) and as wished (`then`), with what would help those left now.

    `wanted`: (mentor's name, how many who are left could go there if there were room).
    """

    waiting: int
    now: Supposed
    then: Supposed
    recruits: tuple[Phrase, ...]
    wanted: tuple[tuple[str, int], ...]
    odd: tuple[Phrase, ...]


def outlook(*, reader: Reader, wish: Wish, at: datetime) -> Outlook:
    """Nothing is written, and no one's profile is shown: figures, and the names of mentors."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    program = pool.program_of(reader)
    found, weights = pool.load(program, at=at), in_force(program, at=at).weights
    mentees, mentors = list(found.mentees.values()), list(found.mentors.values())
    refused, held = found.refused, found.held
    tried = partial(suppose, mentees, mentors, refused=refused, held=held, weights=weights)
    now = tried(Wish())
    left = [one for one in mentees if one.id in now.left]
    narrow = bottlenecks(left, mentors, refused=refused, held=now.held)
    ids = {str(person): person for person in found.mentors}
    names = names_of(ids[one.mentor] for one in narrow)
    for person in names:
        reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    return Outlook(
        waiting=len(mentees),
        now=now,
        then=now if wish == Wish() else tried(wish),
        recruits=tuple(one.told for one in recruiting(left)),
        wanted=tuple((names.get(ids[one.mentor], ""), one.could_go) for one in narrow),
        odd=oddities(mentees, mentors, refused=refused),
    )
