from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "cairn.records.safety"
    label = "safety"
