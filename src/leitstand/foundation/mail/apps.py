from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "leitstand.foundation.mail"
    label = "mail"
