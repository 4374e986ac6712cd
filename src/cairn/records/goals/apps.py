from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "cairn.records.goals"
    label = "goals"
