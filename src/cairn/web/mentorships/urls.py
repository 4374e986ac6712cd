"""Pairs."""

from django.urls import path

from cairn.web.mentorships import views

urlpatterns = [
    path("mentorships/", views.index, name="mentorships"),
    path("mentorships/list/", views.take_out, name="mentorships-sheet"),
    path("mentorships/<uuid:mentorship>/", views.one, name="mentorship"),
    path("mentorships/<uuid:mentorship>/contacts/new/", views.new_contact, name="contact-new"),
    path("mentorships/<uuid:mentorship>/closure/", views.closure, name="closure"),
]
