from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "cairn.records.supervision"
    label = "supervision"
