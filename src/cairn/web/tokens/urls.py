"""Tokens for other programs."""

from django.urls import path

from cairn.web.tokens import calendar, organization, views

urlpatterns = [
    path("account/calendar/", calendar.own, name="calendar-own"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<uuid:own_token>/end/", views.end, name="token-end"),
    path(
        "people/<uuid:person>/organization/",
        organization.organization,
        name="person-organization",
    ),
]
