from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "cairn.records.tokens"
    label = "tokens"
