"""One's own days."""

from datetime import date

from django.urls import path, register_converter

from cairn.web.days import views


class Day:
    """A calendar day as it is written in an address: 2026-11-20."""

    regex = r"20\d\d-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(Day, "day")

urlpatterns = [
    path("path/", views.path, name="path"),
    path("days/<day:day>/", views.day, name="day"),
]
