from django.apps import AppConfig


class PostgresConfig(AppConfig):
    name = "cairn.records.postgres"
    label = "postgres"
