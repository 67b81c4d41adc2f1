from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "leitstand.interfaces.links"
    label = "links"
