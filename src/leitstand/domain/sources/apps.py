from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "leitstand.domain.sources"
    label = "sources"
