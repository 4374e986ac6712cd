from django.apps import AppConfig


class DaysConfig(AppConfig):
    name = "cairn.records.days"
    label = "days"
