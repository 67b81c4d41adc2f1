from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "leitstand.interfaces.look"
    label = "look"
