from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "leitstand.domain.exchange"
    label = "exchange"
