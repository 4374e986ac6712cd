"""Behind HTTPS every cookie is bound to this very host; without, browsers would refuse such names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_TELL = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.KNOWN_DEVICE_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME)
print(s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH)
print(s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN)
"""


def told(folder: Path, https: str) -> list[str]:
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cairn.config.settings",
        "CAIRN_DATA": str(folder),
        "CAIRN_HTTPS": https,
    }
    return subprocess.run(
        [sys.executable, "-c", _TELL], env=surroundings, capture_output=True, text=True, check=True
    ).stdout.splitlines()


@pytest.mark.parametrize(
    ("https", "names", "secure"),
    [("yes", "__Host-c __Host-d __Host-f __Host-l", "True"), ("no", "c d f l", "False")],
)
def test_cookies_are_bound_to_the_host_wherever_https_is_on(
    tmp_path: Path, https: str, names: str, secure: str
) -> None:
    assert told(tmp_path, https) == [names, f"{secure} / /", "None None"]
