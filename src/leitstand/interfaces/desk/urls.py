"""Addresses of the desk, under ``/arbeitsplatz/``. All but the first sign-in need a sign-in."""

from django.urls import path

from leitstand.interfaces.desk.doorway import desk_path
from leitstand.interfaces.desk.views import accounts, adoption, bulk, editor, grid, history, measure, outbox, records, start

app_name = "desk"
urlpatterns = [
    desk_path("", start.start, "start"),
    desk_path("gelesen/", start.seen, "seen"),
    desk_path("plan/", editor.editions, "editions"),
    desk_path("plan/<str:edition_key>/", editor.editor, "editor"),
    desk_path("plan/<str:edition_key>/beschliessen/", adoption.adopt_edition, "adopt"),
    desk_path("plan/<str:edition_key>/<str:part>/", editor.editor, "editor-part"),
    desk_path("massnahmen/", grid.grid, "grid"),
    desk_path("massnahmen/ansicht/merken/", grid.save_view, "view-save"),
    desk_path("massnahmen/ansicht/<int:ident>/loeschen/", grid.forget_view, "view-forget"),
    desk_path("massnahmen/gemeinsam/aendern/", bulk.change, "bulk"),
    desk_path("massnahmen/gemeinsam/<int:first>-<int:last>/", bulk.done, "bulk-done"),
    desk_path("massnahmen/<str:key>/", measure.measure, "measure"),
    desk_path("massnahmen/<str:key>/melden/<str:kind>/", measure.add_fact, "measure-fact"),
    desk_path("massnahmen/<str:key>/meilenstein/<str:milestone_key>/", measure.milestone, "measure-milestone"),
    desk_path("verzeichnisse/", records.catalogue, "catalogue"),
    desk_path("verzeichnisse/<str:kind>/", records.listing, "listing"),
    desk_path("eintrag/<str:kind>/neu/", records.add, "add"),
    desk_path("eintrag/<str:kind>/<str:key>/", records.record, "record"),
    desk_path("eintrag/<str:kind>/<str:key>/entfernen/", records.remove, "remove"),
    desk_path("eintrag/<str:kind>/<str:key>/wiederherstellen/", records.restore, "restore"),
    desk_path("verlauf/", history.everything, "history"),
    desk_path("verlauf/pruefen/", history.check, "history-check"),
    desk_path("verlauf/ausgabe/", history.export, "history-export"),
    desk_path("verlauf/<str:subject_type>/<str:key>/", history.of_thing, "history-of"),
    desk_path("austausch/", start.start, "exchange"),
    desk_path("austausch/einlesen/", start.start, "import"),
    desk_path("berichte/", start.start, "reports"),
    desk_path("postausgang/", outbox.outbox, "outbox"),
    desk_path("postausgang/<int:ident>/", outbox.message, "message"),
    desk_path("zugaenge/", accounts.accounts, "accounts"),
    desk_path("zugaenge/neu/", accounts.new_account, "account-new"),
    desk_path("zugaenge/<int:ident>/", accounts.account, "account"),
    desk_path("zugaenge/<int:ident>/sperren/", accounts.toggle_account, "account-toggle"),
    desk_path("zugaenge/<int:ident>/link/", accounts.new_link, "account-link"),
    desk_path("mein-zugang/", accounts.own_account, "own-account"),
    path("erste-anmeldung/<str:token>/", accounts.first_sign_in, name="first-sign-in"),
]
