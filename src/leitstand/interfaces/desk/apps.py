from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "leitstand.interfaces.desk"
    label = "desk"
