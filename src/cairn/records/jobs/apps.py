from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "cairn.records.jobs"
    label = "jobs"
