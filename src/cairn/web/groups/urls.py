"""Groups of cohorts."""

from django.urls import path

from cairn.web.groups import views

urlpatterns = [
    path("groups/", views.listed, name="groups"),
    path("groups/<uuid:cohort>/", views.one, name="group"),
    path("groups/<uuid:cohort>/<uuid:meeting>/", views.meeting, name="group-meeting"),
]
