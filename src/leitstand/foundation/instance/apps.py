from django.apps import AppConfig


class InstanceConfig(AppConfig):
    name = "leitstand.foundation.instance"
    label = "instance"
