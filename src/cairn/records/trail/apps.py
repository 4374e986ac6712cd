from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "cairn.records.trail"
    label = "trail"
