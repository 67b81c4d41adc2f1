"""Addresses of the API, mounted at ``/api/v1/``."""

from django.urls import URLPattern, path, re_path

from leitstand.interfaces.api.documentation import documentation
from leitstand.interfaces.api.door import api, nothing_here, open_door
from leitstand.interfaces.api.endpoints import assessments, feed, indicators, measures, plan, record, regions, rounds

ENDPOINTS = (plan, measures, indicators, assessments, regions, record, rounds, feed)

_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern):
        _pattern.callback = open_door(_pattern.callback)

urlpatterns = [
    path("", documentation, name="api_documentation"),
    path("", (_patterns, _app, _namespace)),
    re_path("", nothing_here),
]
