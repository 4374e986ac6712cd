"""Row-level security, made from the privacy that every table declares; on SQLite, nothing.

A row about a person is there for that person, for work in the row's program (in any
of the person's programs, where the row names none), and for a wide scope. A row that
belongs to another row is there when that one is. The owner of the tables is bound too.
What may be read may be written; only someone new, who is in no program yet, may be
added from every scope.
"""

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models

from cairn.records.base import Privacy
from cairn.records.routing import KEYS
from cairn.records.scope import DOOR_ROOMS, Wide

POLICY = "cairn_scope"
_ME = "nullif(current_setting('cairn.person', true), '')::uuid"
_HERE = "nullif(current_setting('cairn.program', true), '')::uuid"
_ANYONE = (
    "concat(current_setting('cairn.person', true), current_setting('cairn.program', true),"
    " current_setting('cairn.wide', true)) <> ''"
)


def apply(alias: str) -> None:
    """Put each table about people behind its policy, where it isn't already."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return
    right = _standing(alias)
    there = set(connection.introspection.table_names())
    for table, condition in sorted(conditions(alias).items()):
        if table not in there or right.get(table) == _mark(condition):
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
                f"DROP POLICY IF EXISTS {POLICY} ON {table};"
                f"CREATE POLICY {POLICY} ON {table} {condition};"
                f"COMMENT ON POLICY {POLICY} ON {table} IS '{_mark(condition)}'"
            )


def lacking(alias: str) -> list[str]:
    """Tables whose policy isn't as the models say; none on SQLite."""
    if connections[alias].vendor != "postgresql":
        return []
    right = _standing(alias)
    return [
        table
        for table, condition in sorted(conditions(alias).items())
        if right.get(table) != _mark(condition)
    ]


def unbound(alias: str) -> bool:
    """Whether the role that Cairn connects as walks past all policies."""
    if connections[alias].vendor != "postgresql":
        return False
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def conditions(alias: str) -> dict[str, str]:
    """Each table about people in one database, and the clauses of its policy."""
    return {
        model._meta.db_table: _clauses(model, privacy.person, keys=alias == KEYS)
        for model, privacy in _about_people()
        if getattr(model, "keys_apart", False) == (alias == KEYS) and privacy.person
    }


def _about_people() -> Iterator[tuple[type[models.Model], Privacy]]:
    for model in apps.get_models():
        privacy = getattr(model, "privacy", None)
        if isinstance(privacy, Privacy):
            yield model, privacy


def _clauses(model: type[models.Model], path: str, *, keys: bool) -> str:
    using = _ANYONE if keys else _condition(model, path)
    is_the_person = path == model._meta.pk.name
    return f"USING ({using}) WITH CHECK ({_ANYONE if is_the_person else using})"


def _condition(model: type[models.Model], path: str) -> str:
    table = model._meta.db_table
    first, _, further = path.partition("__")
    fields = {field.name: field for field in model._meta.concrete_fields}
    link = fields[first]
    column = f"{table}.{link.column}"
    if further and isinstance(link.related_model, type):
        above = link.related_model._meta.db_table
        return f"EXISTS (SELECT 1 FROM {above} above WHERE above.id = {column})"  # noqa: S608
    grounds = [_wide(model), f"{column} = {_ME}"]
    program = fields.get("program")
    if program is not None:
        grounds.append(f"{table}.{program.column} = {_HERE}")
    if program is None or program.null:
        among = (
            "EXISTS (SELECT 1 FROM programs_membership among"  # noqa: S608
            f" WHERE among.person_id = {column} AND among.program_id = {_HERE})"
        )
        grounds.append(
            f"({table}.{program.column} IS NULL AND {among})" if program is not None else among
        )
    return " OR ".join(grounds)


def _wide(model: type[models.Model]) -> str:
    narrowest = "''" if model._meta.app_label in DOOR_ROOMS else f"'', '{Wide.DOOR}'"
    return f"current_setting('cairn.wide', true) NOT IN ({narrowest})"


def _standing(alias: str) -> dict[str, str]:
    """Tables under a forced policy of ours, and the mark of what it says."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_policy p"
            " JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE p.polname = %s AND c.relrowsecurity AND c.relforcerowsecurity"
            " AND n.nspname = current_schema()",
            [POLICY],
        )
        return dict(cursor.fetchall())


def _mark(condition: str) -> str:
    return hashlib.sha256(condition.encode()).hexdigest()
