from django.apps import AppConfig


class MentorshipsConfig(AppConfig):
    name = "cairn.records.mentorships"
    label = "mentorships"
