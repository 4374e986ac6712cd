from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "cairn.records.programs"
    label = "programs"
