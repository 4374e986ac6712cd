from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cairn.records.people"
    label = "people"
