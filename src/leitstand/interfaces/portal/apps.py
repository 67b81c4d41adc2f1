from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "leitstand.interfaces.portal"
    label = "portal"
