from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "cairn.records.vault"
    label = "vault"
