from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "leitstand.domain.reporting"
    label = "reporting"
