from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "leitstand.domain.statistics"
    label = "statistics"
