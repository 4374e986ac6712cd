"""The people of a program and its settings."""

from django.urls import path

from cairn.web.programs import cohorts, people, practice, settings

urlpatterns = [
    path("people/", people.listed, name="people"),
    path("people/list/", people.take_out, name="people-list"),
    path("people/invite/", people.invite, name="people-invite"),
    path("people/<uuid:person>/", people.one, name="person"),
    path("people/<uuid:person>/invite/", people.invite_listed, name="person-invite"),
    path("people/<uuid:person>/end-role/", people.end_role, name="person-end-role"),
    path("people/<uuid:person>/supervisor/", people.supervisor, name="person-supervisor"),
    path("program/practice/", practice.practice, name="practice"),
    path("program/practice/edit/", practice.edit, name="practice-edit"),
    path("program/practice/<int:number>/", practice.version, name="practice-version"),
    path("cohorts/", cohorts.listed, name="cohorts"),
    path("cohorts/<uuid:cohort>/", cohorts.one, name="cohort"),
    path("cohorts/<uuid:cohort>/places/<uuid:place>/leave/", cohorts.leave, name="cohort-leave"),
    path("program/", settings.program, name="program"),
    path("program/door/", settings.door, name="program-door"),
    path("program/lines/", settings.lines, name="program-lines"),
    path("program/lines/<uuid:line>/end/", settings.end_line, name="program-line-end"),
]
