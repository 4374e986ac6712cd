"""The permission table as a page of the handbook, printed from the table itself."""

from cairn.core.people import permissions as table
from cairn.core.people.permissions import GRANTS, MEANINGS, Clause, Predicate

_WHO: dict[Predicate, str] = {
    table.oneself: "the person themselves",
    table.a_party: "one of the two it is between",
    table.their_mentor: "the person's own mentor",
    table.their_supervisor: "the supervisor of the person's mentor",
    table.with_leave: "with the person's leave",
    table.a_member: "anyone with a role in the program",
    table.a_supervisor: "a supervisor",
    table.a_coordinator: "a coordinator",
    table.an_evaluator: "an evaluator",
    table.an_invited_outsider: "a supporter or clinician",
    table.the_machine: "Cairn itself, by a named machine",
}

_OPENING = """\
# Who may do what

Printed from the one table that decides (`cairn.core.people.permissions`); a test fails
when this page is not current. Whoever stands in no line is refused: people of the
program are told that it is not theirs to do, everyone else that there is nothing here.
All roles are roles in the program that the thing belongs to. "With leave" means that
`cairn.core.consent` has said yes for that part of the record, that reader and that purpose.

| permission | to do what | who |
|---|---|---|
"""


def permissions_page() -> str:
    """The whole page, in Markdown."""
    rows = [
        f"| `{permission}` | {MEANINGS[permission].text()} | {_who(clauses)} |"
        for permission, clauses in GRANTS.items()
    ]
    return _OPENING + "\n".join(rows) + "\n"


def _who(clauses: tuple[Clause, ...]) -> str:
    return "; ".join(" ".join(_WHO[holds] for holds in clause) for clause in clauses)
