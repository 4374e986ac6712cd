"""One's own days."""

from datetime import date

from django.urls import path, register_converter

from cairn.web.days import calendar_views, counting_views, setback_views, views


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
    path("path/fill/", calendar_views.fill, name="days-fill"),
    path("path/anchors/", calendar_views.anchors, name="anchors"),
    path("path/anchors/<uuid:anchor>/remove/", calendar_views.anchor_remove, name="anchor-remove"),
    path("days/with/<uuid:sharer>/", calendar_views.together, name="days-together"),
    path("path/counting/", counting_views.counting, name="counting"),
    path("path/stones/<slug:stone>/<int:mark>/", counting_views.stone, name="stone"),
    path("setback/", setback_views.setback, name="setback"),
    path("setback/<uuid:check_in>/", setback_views.told, name="setback-told"),
    path("setback/<uuid:check_in>/undo/", setback_views.undo, name="setback-undo"),
    path("days/<day:day>/", views.day, name="day"),
]
