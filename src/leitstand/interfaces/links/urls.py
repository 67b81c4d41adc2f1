"""Addresses of the door of personal links, under ``/melden/``."""

from django.urls import URLPattern

app_name = "links"
urlpatterns: list[URLPattern] = []
