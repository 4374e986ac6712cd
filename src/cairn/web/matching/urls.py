"""Addresses of matching: the coordinator's pages, one's own profile, and proposals."""

from django.urls import path

from cairn.web.matching import fairness, learning, outlooks, profiles, proposals, sheets, views

urlpatterns = [
    path("matching/", views.overview, name="matching"),
    path("matching/outlook/", outlooks.one, name="matching-outlook"),
    path("matching/rounds/<uuid:round_id>/", views.one_round, name="matching-round"),
    path(
        "matching/rounds/<uuid:round_id>/people/<uuid:mentee>/",
        views.choose,
        name="matching-choose",
    ),
    path(
        "matching/rounds/<uuid:round_id>/pairs.<str:kind>", views.pairs_file, name="matching-pairs"
    ),
    path("matching/rounds/<uuid:round_id>/fairness/", fairness.one, name="matching-fairness"),
    path(
        "matching/rounds/<uuid:round_id>/fairness/counts.<str:kind>",
        fairness.counts,
        name="matching-fairness-counts",
    ),
    path("matching/learning/", learning.one, name="matching-learning"),
    path("matching/sheets/", sheets.upload, name="matching-sheets"),
    path("matching/sheets/<uuid:draft>/", sheets.preview, name="matching-sheets-draft"),
    path(
        "matching/sheets/<str:side>-template.<str:kind>", sheets.template, name="matching-template"
    ),
    path("matching/profiles/<uuid:person>/", profiles.of_person, name="matching-profile"),
    path("profile/", profiles.own, name="profile"),
    path("proposals/<uuid:proposal_id>/", proposals.one, name="proposal"),
]
