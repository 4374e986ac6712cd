"""Pairs."""

from django.urls import path

from cairn.web.mentorships import together_views, views

urlpatterns = [
    path("mentorships/", views.index, name="mentorships"),
    path("mentorships/list/", views.take_out, name="mentorships-sheet"),
    path("mentorships/<uuid:mentorship>/", views.one, name="mentorship"),
    path("mentorships/<uuid:mentorship>/contacts/new/", views.new_contact, name="contact-new"),
    path("mentorships/<uuid:mentorship>/closure/", views.closure, name="closure"),
    path("mentorships/<uuid:mentorship>/together/", together_views.together, name="together"),
    path("mentorships/<uuid:mentorship>/together/terms/", together_views.terms, name="terms"),
    path("mentorships/<uuid:mentorship>/talks/new/", together_views.talk, name="talk-new"),
]
