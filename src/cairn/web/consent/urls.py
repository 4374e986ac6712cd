"""Who sees what."""

from django.urls import path

from cairn.web.consent import views

urlpatterns = [
    path("sharings/", views.sharings, name="sharings"),
    path("sharings/supporter/", views.supporter, name="sharing-supporter"),
    path("sharings/<uuid:sharing>/end/", views.end, name="sharing-end"),
]
