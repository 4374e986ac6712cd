"""Is the process up, and may it be sent people: two words for machines, no secrets."""

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from cairn.core.shared.refusals import Refusal
from cairn.records.vault.keyring import program_keys
from cairn.web.shell.access import Request, public


@public("a watcher asks whether the process and its database answer")
@require_safe
def healthz(request: Request) -> HttpResponse:
    """200 "ok" while the process is up and the database answers, else 503."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _plain("the database does not answer", 503)
    return _plain("ok", 200)


@public("a balancer asks whether people may be sent here")
@require_safe
def readyz(request: Request) -> HttpResponse:
    """200 "ready" once every migration is applied and the key store and its keys can be read."""
    try:
        for alias in ("default", "keys"):
            executor = MigrationExecutor(connections[alias])
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return _plain("migrations are still to be applied", 503)
        with connections["keys"].cursor() as cursor:
            cursor.execute("SELECT 1 FROM vault_datakey LIMIT 1")
        program_keys()
    except (DatabaseError, Refusal):
        return _plain("the databases or the keys can't be read", 503)
    return _plain("ready", 200)


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
