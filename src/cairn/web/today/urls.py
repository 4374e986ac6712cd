"""The front page of whoever is signed in."""

from django.urls import path

from cairn.web.today import views

urlpatterns = [path("today/", views.today, name="today")]
