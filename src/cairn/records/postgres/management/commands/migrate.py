"""Django's `migrate`, which leaves every table about people behind its policy."""

from typing import Any

from django.core.management.commands import migrate

from cairn.records.postgres.policies import apply
from cairn.records.scope import Wide, wide


class Command(migrate.Command):
    """Migrates as ever, in a scope of its own; then the policies are as the models say."""

    def handle(self, *args: Any, **options: Any) -> None:
        with wide(Wide.MIGRATION):
            super().handle(*args, **options)
            apply(options["database"])
