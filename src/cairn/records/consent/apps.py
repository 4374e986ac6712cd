from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "cairn.records.consent"
    label = "consent"
