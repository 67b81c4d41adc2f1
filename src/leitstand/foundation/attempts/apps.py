from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "leitstand.foundation.attempts"
    label = "attempts"
