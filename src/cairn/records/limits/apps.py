from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "cairn.records.limits"
    label = "limits"
