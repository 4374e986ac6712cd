from django.apps import AppConfig


class CoverConfig(AppConfig):
    name = "cairn.records.cover"
    label = "cover"
