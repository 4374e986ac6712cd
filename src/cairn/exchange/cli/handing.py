"""Hands secrets to the processes that Cairn starts without writing them where others list things.

A process's environment and command line can be read by whoever may look at it, end up
in reports of crashes, and are inherited by whatever it starts. So the secrets among the
variables go into a file that exists in memory only, and children are told where it is.
"""

import json
import os
import resource
from collections.abc import Mapping

SECRETS = ("CAIRN_SECRET_KEY", "DATABASE_URL", "KEYS_DATABASE_URL")
WHERE = "CAIRN_HANDED"


def without_secrets(surroundings: Mapping[str, str]) -> dict[str, str]:
    """The same variables; where the system can (Linux), the secrets are handed on in memory."""
    secret = {name: surroundings[name] for name in SECRETS if surroundings.get(name)}
    if not secret or not hasattr(os, "memfd_create"):
        return dict(surroundings)
    memory = os.memfd_create("cairn")
    os.write(memory, json.dumps(secret).encode())
    open_ones = {name: value for name, value in surroundings.items() if name not in SECRETS}
    return {**open_ones, WHERE: f"/proc/{os.getpid()}/fd/{memory}"}


def leave_no_cores() -> None:
    """No process started from here on leaves its memory on the disk when it falls over."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
