from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "leitstand.domain.plans"
    label = "plans"
