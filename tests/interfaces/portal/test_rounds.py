"""Published rounds on the portal: from the frozen file alone, and never before they are published."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from leitstand.domain.plans import models as m
from leitstand.domain.reporting.models import Erratum, Round
from leitstand.domain.reporting.operations import freezing
from leitstand.domain.reporting.queries.rounds.frozen import read_frozen
from leitstand.domain.reporting.queries.rounds.sealing import tampered_rounds
from leitstand.foundation.actor import system
from leitstand.foundation.errors import Altered, RuleBroken
from leitstand.foundation.files.storing import read as read_file
from leitstand.foundation.history import writing
from leitstand.interfaces.cli.history import verify_command
from tests.frozen_rounds import frozen_measure, keep_round
from tests.interfaces.portal.conftest import Read

ADDRESS = "/runde/runde/"


@pytest.fixture
def shown(mixed: None) -> Round:
    """The published round of the small plan: one measure reported on track, one silent."""
    return Round.objects.get(key="runde")


def alter(this_round: Round, settings: object) -> None:
    """One byte of the frozen file becomes another."""
    sha256 = this_round.content_hash
    place = Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256  # type: ignore[attr-defined]  # pytest-django's wrapper
    content = bytearray(place.read_bytes())
    content[content.index(b"on_track")] ^= 1
    place.write_bytes(bytes(content))


def test_round_says_how_much_was_reported(shown: Round, read: Read) -> None:
    assert "Zu 1 von 2 Maßnahmen wurde berichtet (50 %): 1 im Plan, 1 nicht berichtet." in read(ADDRESS)


def test_round_names_its_hash(shown: Round, read: Read) -> None:
    assert shown.content_hash in read(ADDRESS)


def test_round_says_what_changed(shown: Round, read: Read) -> None:
    assert "Von 1 Maßnahmen mit einer früheren Meldung haben 1 jetzt einen anderen Stand." in read(ADDRESS)


def test_round_says_where_lights_differ_and_why(shown: Round, read: Read) -> None:
    words = read(ADDRESS)
    assert [
        said
        for said in (
            "Bei einer Maßnahme weicht die gemeldete von der berechneten Einschätzung ab.",
            "Der Meilenstein „Schritt eins“ war am 31.03.2025 fällig und ist 91 Tage überfällig.",
            "Nur das Papier fehlt.",
        )
        if said not in words
    ] == []


def test_round_that_names_silent_institutions_names_them(shown: Round, client: Client) -> None:
    html = client.get(ADDRESS).content.decode()
    part = html[html.index('id="still"') : html.index("Nach Handlungsfeldern")]
    assert "Haus der Probe" in part


def test_round_that_names_nobody_says_only_how_many(mixed: None, client: Client) -> None:
    edition = m.Edition.objects.get(key="2020")
    keep_round("stumm", edition, [frozen_measure("still", "")], silent_named=False, period_ends="2024-12-31")
    html = client.get("/runde/stumm/").content.decode()
    part = html[html.index('id="still"') : html.index('id="formel"')]
    assert ("Von einer Institution fehlt eine Meldung." in part, "Haus der Probe" in part) == (True, False)


def test_round_of_a_demonstration_says_so(mixed: None, read: Read) -> None:
    edition = m.Edition.objects.get(key="2020")
    keep_round("spiel", edition, [frozen_measure("bekannt")], demonstration=True, period_ends="2024-12-31")
    assert "Antworten erfunden: Demonstration" in read("/runde/spiel/")


def test_erratum_stands_beside_what_was_frozen(shown: Round, read: Read) -> None:
    freezing.correct_round(shown, "Läuft nach Plan.", "Läuft nicht.", "Verwechselt.", actor=system("Test"))
    words = read(ADDRESS)
    assert [said for said in ("Läuft nach Plan.", "Läuft nicht.", "Verwechselt.") if said not in words] == []


def test_round_says_the_same_after_the_plan_changed(shown: Round, read: Read) -> None:
    before = re.sub(r"#\d+", "", read(ADDRESS))
    measure = m.Measure.objects.get(key="bekannt")
    late = m.Status(key="spaeter", measure=measure, when="2025-06-30", stage="stopped")
    writing.create(system("Test"), [writing.Row(late)])
    writing.update(system("Test"), measure.entries.get(edition__key="2020"), {"title": "Ganz anders"})
    assert re.sub(r"#\d+", "", read(ADDRESS)) == before


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_language_shows_the_round(shown: Round, client: Client, language: str) -> None:
    prefix = "" if language == "de" else "/en"
    assert client.get(f"{prefix}{ADDRESS}").status_code == 200


def test_altered_file_is_noticed_by_the_page(shown: Round, client: Client, settings: object) -> None:
    alter(shown, settings)
    response = client.get(ADDRESS)
    assert (response.status_code, "stimmt nicht mehr mit seiner Prüfsumme" in response.content.decode()) == (503, True)


def test_altered_file_shows_no_figure(shown: Round, client: Client, settings: object) -> None:
    alter(shown, settings)
    assert "Maßnahmen wurde berichtet" not in client.get(ADDRESS).content.decode()


def test_altered_file_is_noticed_by_the_list(shown: Round, read: Read, settings: object) -> None:
    alter(shown, settings)
    assert "Diese Runde kann nicht gezeigt werden" in read("/runden/")


def test_altered_file_leaves_the_other_pages_there(shown: Round, client: Client, settings: object) -> None:
    alter(shown, settings)
    addresses = ("/", "/massnahme/bekannt/", "/institution/probehaus/", "/methode/", "/berichte/", "/sitemap.xml")
    assert {client.get(address).status_code for address in addresses} == {200}


def test_altered_file_is_noticed_by_history_verify(shown: Round, settings: object) -> None:
    alter(shown, settings)
    with pytest.raises(RuleBroken) as told:
        verify_command(None)  # type: ignore[arg-type]  # it reads no argument
    assert told.value.code == "round"


def test_hash_replaced_in_the_table_is_noticed(shown: Round) -> None:
    Round.objects.filter(pk=shown.pk).update(content_hash="0" * 64)
    assert [one.key for one, _flaw in tampered_rounds()] == ["runde"]


def test_untouched_rounds_are_whole(shown: Round) -> None:
    assert list(tampered_rounds()) == []


def test_frozen_file_with_another_byte_cannot_be_read(shown: Round) -> None:
    assert shown.frozen is not None
    with pytest.raises(Altered):
        read_frozen(read_file(shown.frozen).replace(b"on_track", b"at_risk"), shown.content_hash)


def test_list_shows_only_what_is_published(shown: Round, client: Client) -> None:
    html = client.get("/runden/").content.decode()
    assert set(re.findall(r'href="(/runde/[^"#]+)"', html)) == {ADDRESS}


def test_start_page_says_what_the_last_round_changed(shown: Round, read: Read) -> None:
    assert "Was sich seit der letzten Runde geändert hat" in read("/")


def test_next_round_is_announced_if_planned(shown: Round, read: Read) -> None:
    edition = m.Edition.objects.get(key="2020")
    day = timezone.localdate().replace(year=timezone.localdate().year + 1)
    dates = dict.fromkeys(("period_begins", "period_ends", "opens_on", "deadline", "closes_on", "publishes_on"), day)
    planned = Round(key="kommt", edition=edition, title="2/2099", **dates)
    writing.create(system("Test"), [writing.Row(planned)])
    assert f"Die nächste Runde (2/2099) öffnet am {day:%d.%m.%Y}." in read("/")


def test_measure_page_shows_both_lights_and_why(shown: Round, read: Read) -> None:
    words = read("/massnahme/bekannt/")
    expected = ("gemeldet: im Plan", "berechnet: nicht im Plan", "(Regel light/1)", "Gerechnet zum", "30.06.2025")
    assert [said for said in expected if said not in words] == []


def test_measure_page_says_why_the_report_differs(shown: Round, read: Read) -> None:
    assert "Warum die Meldung abweicht: Nur das Papier fehlt." in read("/massnahme/bekannt/")


def test_status_of_a_round_leads_to_its_page(shown: Round, client: Client) -> None:
    measure = m.Measure.objects.get(key="bekannt")
    status = m.Status(key="runde.bekannt", measure=measure, when="2025-06-30", stage="under_way", author="Runde 1/2025")
    writing.create(system("Test"), [writing.Row(status)])
    html = client.get("/massnahme/bekannt/").content.decode()
    timeline = html[html.index('<ol class="timeline"') :]
    assert f'href="{ADDRESS}"' in timeline


def test_institution_page_shows_its_record(shown: Round, read: Read) -> None:
    assert "Was sie in den Runden gemeldet hat" in read("/institution/probehaus/")


@pytest.mark.parametrize("address", ["/fassung/2020/", "/methode/"])
def test_page_prints_the_formula(shown: Round, read: Read, address: str) -> None:
    assert "rollup/1" in read(address)


@pytest.mark.parametrize(
    "rule", ["light/1", "rollup/1", "ladder/1", "answering/1", "agenda/1", "schedule/1", "lateness/1"]
)
def test_method_page_prints_every_rule(shown: Round, read: Read, rule: str) -> None:
    assert f"Regel {rule}" in read("/methode/")


def test_round_is_in_the_map_of_the_site(shown: Round, client: Client) -> None:
    assert f"{ADDRESS}</loc>" in client.get("/sitemap.xml").content.decode()


def test_round_is_in_the_feed(shown: Round, client: Client) -> None:
    feed = client.get("/api/v1/changes.atom").content.decode()
    assert ("Monitoring-Runde 1/2025 veröffentlicht" in feed, f"{ADDRESS}" in feed) == (True, True)


def test_round_was_not_there_before_it_was_published(shown: Round, client: Client) -> None:
    assert client.get(f"{ADDRESS}?as_of=2025-12-31").status_code == 404


def test_page_and_api_say_the_same_figures(shown: Round, client: Client, read: Read) -> None:
    line = client.get("/api/v1/rounds/runde").json()
    said = f"Zu {line['reported']} von {line['total']} Maßnahmen wurde berichtet ({round(100 * line['coverage'])} %)"
    assert said in read(ADDRESS)


def test_erratum_of_another_round_is_not_shown(shown: Round, read: Read) -> None:
    other = Round.objects.get(key="runde-geheim")
    freezing.correct_round(other, "alt geheim", "neu geheim", "weil geheim", actor=system("Test"))
    assert (Erratum.objects.count(), "geheim" in read(ADDRESS)) == (1, False)


def test_person_who_reported_is_not_named(shown: Round, client: Client) -> None:
    assert "geheim" not in client.get(ADDRESS).content.decode().lower()
