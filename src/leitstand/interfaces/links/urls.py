"""Addresses of the door of personal links, under ``/melden/``."""

from django.urls import path

from leitstand.interfaces.links.views import asides, entrance, files, form, sent, workbook

app_name = "links"
urlpatterns = [
    path("", form.form, name="form"),
    path("entwurf/", form.draft, name="draft"),
    path("gesendet/", sent.sent, name="sent"),
    path("mehr-zeit/", asides.more_time, name="time"),
    path("hilfe/", asides.need_help, name="help"),
    path("weitergeben/", asides.delegate, name="delegate"),
    path("nicht-zustaendig/<int:number>/", asides.disown, name="disown"),
    path("erledigt/", asides.done, name="done"),
    path("anlage/<str:key>/", files.attachment, name="attachment"),
    path("arbeitsmappe/", workbook.workbook, name="workbook"),
    path("arbeitsmappe/datei/", workbook.download, name="workbook_file"),
    # Last: anything else is looked up as a token.
    path("<str:token>/", entrance.landing, name="landing"),
]
