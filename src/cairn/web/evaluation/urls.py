"""Addresses of the outcomes."""

from django.urls import path

from cairn.web.evaluation import views

urlpatterns = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes/figures.csv", views.figures, name="outcomes-figures"),
]
