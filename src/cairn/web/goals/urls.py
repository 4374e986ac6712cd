"""Goals."""

from django.urls import path

from cairn.web.goals import views

urlpatterns = [
    path("goals/new/", views.new, name="goal-new"),
    path("goals/<uuid:goal>/", views.one, name="goal"),
    path("goals/<uuid:goal>/ratings/new/", views.new_rating, name="rating-new"),
]
