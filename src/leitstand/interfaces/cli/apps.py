from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "leitstand.interfaces.cli"
    label = "cli"
