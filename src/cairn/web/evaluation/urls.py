"""Addresses of the outcomes."""

from django.urls import path

from cairn.web.evaluation import cohorts, views

urlpatterns = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes/cohorts.csv", cohorts.table, name="cohort-figures"),
    path("cohorts/<uuid:cohort>/board/", cohorts.board, name="cohort-board"),
    path("outcomes/figures.csv", views.figures, name="outcomes-figures"),
]
