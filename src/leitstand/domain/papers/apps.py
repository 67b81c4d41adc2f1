from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "leitstand.domain.papers"
    label = "papers"
