from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "cairn.records.groups"
    label = "groups"
