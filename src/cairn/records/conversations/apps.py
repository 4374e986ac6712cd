from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "cairn.records.conversations"
    label = "conversations"
