from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "leitstand.interfaces.api"
    label = "api"
