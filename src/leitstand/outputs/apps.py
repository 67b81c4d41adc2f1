from django.apps import AppConfig


class OutputsConfig(AppConfig):
    name = "leitstand.outputs"
    label = "outputs"
