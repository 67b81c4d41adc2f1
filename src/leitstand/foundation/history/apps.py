from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "leitstand.foundation.history"
    label = "history"
