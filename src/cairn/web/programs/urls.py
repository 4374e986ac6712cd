"""The people of a program and its settings."""

from django.urls import path

from cairn.web.programs import people, settings

urlpatterns = [
    path("people/", people.listed, name="people"),
    path("people/list/", people.take_out, name="people-list"),
    path("people/invite/", people.invite, name="people-invite"),
    path("people/<uuid:person>/", people.one, name="person"),
    path("people/<uuid:person>/invite/", people.invite_listed, name="person-invite"),
    path("people/<uuid:person>/end-role/", people.end_role, name="person-end-role"),
    path("people/<uuid:person>/supervisor/", people.supervisor, name="person-supervisor"),
    path("program/", settings.program, name="program"),
    path("program/door/", settings.door, name="program-door"),
    path("program/lines/", settings.lines, name="program-lines"),
    path("program/lines/<uuid:line>/end/", settings.end_line, name="program-line-end"),
]
