"""Addresses of the portal. A measure's address stays for ever; so do those of editions, topics and indicators."""

from django.urls import path

from leitstand.interfaces.portal.views import (
    about,
    editions,
    evidence,
    fates,
    finding,
    indicators,
    institutions,
    machines,
    measures,
    reports,
    start,
)

app_name = "portal"
urlpatterns = [
    path("", start.start, name="start"),
    path("massnahmen/", measures.measures, name="measures"),
    path("massnahme/<str:key>/", measures.measure, name="measure"),
    path("verbleib/", fates.fates, name="fates"),
    path("vergleich/", fates.comparison, name="comparison"),
    path("fassungen/", editions.editions, name="editions"),
    path("fassung/<str:key>/", editions.edition, name="edition"),
    path("handlungsfeld/<str:key>/", editions.field, name="field"),
    path("thema/<str:key>/", editions.topic, name="topic"),
    path("institutionen/", institutions.institutions, name="institutions"),
    path("institution/<str:key>/", institutions.institution, name="institution"),
    path("indikatoren/", indicators.indicators, name="indicators"),
    path("indikator/<str:key>/", indicators.indicator, name="indicator"),
    path("quellen/", evidence.sources, name="sources"),
    path("quelle/<str:key>/", evidence.source, name="source"),
    path("luecken/", evidence.gaps, name="gaps"),
    path("widersprueche/", evidence.contradictions, name="contradictions"),
    path("chronik/", evidence.chronicle, name="chronicle"),
    path("papiere/", evidence.papers, name="papers"),
    path("berichte/", reports.reports, name="reports"),
    path("bericht/<str:key>/<str:file_format>/", reports.report_file, name="report_file"),
    path("suche/", finding.search, name="search"),
    path("methode/", about.method, name="method"),
    path("daten/", about.open_data, name="open_data"),
    path("handbuch/", about.handbook, name="handbook"),
    path("handbuch/bilder/<str:name>.png", about.handbook_picture, name="handbook_picture"),
    path("handbuch/<str:page_name>/", about.handbook_page, name="handbook_page"),
    path("barrierefreiheit/", about.accessibility, name="accessibility"),
    path("ueber/", about.about, name="about"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
]
