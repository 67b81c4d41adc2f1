from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "leitstand.foundation.files"
    label = "files"
