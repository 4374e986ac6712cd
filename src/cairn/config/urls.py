"""Every address; each room of the top floor brings its own, and no room has to be named here."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.urls import URLPattern

from cairn import exchange, web

urlpatterns: list[URLPattern] = [
    pattern
    for wing in (web, exchange)
    for room in sorted(found.name for found in iter_modules(wing.__path__) if found.ispkg)
    if find_spec(f"{wing.__name__}.{room}.urls")
    for pattern in import_module(f"{wing.__name__}.{room}.urls").urlpatterns
]

handler400 = "cairn.web.site.errors.bad_request"
handler403 = "cairn.web.site.errors.not_allowed"
handler404 = "cairn.web.site.errors.not_found"
handler500 = "cairn.web.site.errors.broken"
