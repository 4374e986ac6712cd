"""Messages of a pair."""

from django.urls import path

from cairn.web.conversations import views

urlpatterns = [
    path("mentorships/<uuid:mentorship>/messages/", views.conversation, name="conversation"),
    path(
        "mentorships/<uuid:mentorship>/messages/open/",
        views.open_with_reason,
        name="conversation-open",
    ),
]
