from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "leitstand.domain.indicators"
    label = "indicators"
