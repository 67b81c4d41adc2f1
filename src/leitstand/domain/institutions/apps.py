from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "leitstand.domain.institutions"
    label = "institutions"
