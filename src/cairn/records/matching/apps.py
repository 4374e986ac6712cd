from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "cairn.records.matching"
    label = "matching"
