"""Calendars that people follow."""

from django.urls import path

from cairn.exchange.calendars import feed

urlpatterns = [path("calendars/<str:token>.ics", feed.calendar, name="calendar")]
