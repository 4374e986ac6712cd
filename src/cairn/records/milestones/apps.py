from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    name = "cairn.records.milestones"
    label = "milestones"
