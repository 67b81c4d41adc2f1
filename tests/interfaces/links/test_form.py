"""The form: what it shows first, what it keeps, what it sends, and what it never shows or takes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans.models import Milestone
from leitstand.domain.reporting.models import Draft, Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering, reviewing, rounds
from leitstand.foundation import clock
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SYSTEM, holder, said
from tests.interfaces.links.conftest import Visitor, answer, answers, text_of, visitor_of

Reports = list[StatusReport]


def _states(asked: Request) -> list[str]:
    return list(asked.reports.order_by("pk").values_list("state", flat=True))


def _earlier(report: StatusReport, count: int, **values: Any) -> None:
    """Let the measure have been reported on in the rounds before, unchanged each time."""
    this_round = report.round
    for back in range(1, count + 1):
        days = timedelta(days=181 * back)
        before = Round.objects.create(
            key=f"frueher-{back}", edition=this_round.edition, title=f"-{back}", state="published",
            **{name: getattr(this_round, name) - days for name in (
                "period_begins", "period_ends", "opens_on", "deadline", "closes_on", "publishes_on")},
        )  # fmt: skip
        StatusReport.objects.create(
            key=f"frueher-{back}-{report.pk}", round=before, measure=report.measure, state="approved", version=1,
            **{"stage": "under_way", "light": "at_risk", "sentence": "Wie gehabt.", "money": "partly",
               "unchanged": True, **values},
        )  # fmt: skip


def test_form_shows_each_own_measure_once(visitor: Visitor, reports: Reports) -> None:
    page = visitor.get().content.decode()
    assert [page.count(f'name="{report.pk}-version"') for report in reports] == [1] * len(reports)


def test_form_shows_no_foreign_measure(visitor: Visitor, asked: Request) -> None:
    foreign = StatusReport.objects.exclude(request=asked).values_list("pk", flat=True)
    page = visitor.get().content.decode()
    assert [pk for pk in foreign if f'name="{pk}-' in page] == []


def test_sending_stores_what_was_said(visitor: Visitor, asked: Request, reports: Reports) -> None:
    assert visitor.send(answers(reports)).headers["Location"] == "/melden/gesendet/"
    assert _states(asked) == ["sent"] * len(reports)


def test_sending_says_who_and_how(visitor: Visitor, asked: Request, reports: Reports) -> None:
    visitor.send(answer(reports[0]))
    reports[0].refresh_from_db()
    assert (reports[0].sent_by, reports[0].channel, reports[0].sender) == (asked.person.name, "link", asked.person)


def test_foreign_report_is_not_written(visitor: Visitor, asked: Request, reports: Reports) -> None:
    foreign = StatusReport.objects.exclude(request=asked).filter(request__isnull=False)[0]
    visitor.send({**answer(reports[0]), **answer(foreign)})
    foreign.refresh_from_db()
    assert (foreign.state, Draft.objects.filter(report=foreign).exists()) == ("open", False)


def test_sending_only_some_leaves_the_others_open(visitor: Visitor, asked: Request, reports: Reports) -> None:
    visitor.send({**answers(reports, what="later"), **answer(reports[0])})
    assert _states(asked) == ["sent", *["open"] * (len(reports) - 1)]


def test_changed_field_without_a_choice_is_sent(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answer(reports[0], what=""))
    reports[0].refresh_from_db()
    assert reports[0].state == "sent"


def test_nothing_chosen_says_so(visitor: Visitor, reports: Reports) -> None:
    response = visitor.send({f"{reports[0].pk}-version": 0})
    assert (response.status_code, "noch nichts gewählt" in text_of(response)) == (422, True)


def test_problem_is_said_above_and_at_the_field(visitor: Visitor, reports: Reports) -> None:
    page = visitor.send(answer(reports[0], sentence="")).content.decode()
    name = f"f-{reports[0].pk}-sentence"
    assert (f'href="#{name}"' in page, f'id="{name}-problem"' in page) == (True, True)


def test_problem_stores_nothing_and_loses_nothing(visitor: Visitor, asked: Request, reports: Reports) -> None:
    visitor.send({**answers(reports, sentence="Sehr wichtig."), **answer(reports[0], sentence="")})
    assert (_states(asked), visitor.get().content.decode().count("Sehr wichtig.")) == (
        ["open"] * len(reports),
        len(reports) - 1,
    )


def test_differing_light_asks_for_a_sentence(visitor: Visitor, reports: Reports) -> None:
    Milestone.objects.create(
        key="probe-alt", entry=reports[0].measure.entries.get(), title="Lange fällig", due="2020-01"
    )
    response = visitor.send(answer(reports[0], light_reason=""))
    assert f'id="f-{reports[0].pk}-light_reason-problem"' in response.content.decode()


def test_save_keeps_a_draft_and_sends_nothing(visitor: Visitor, asked: Request, reports: Reports) -> None:
    visitor.post({**answer(reports[0], sentence="Halb fertig"), "action": "save"})
    assert (Draft.objects.get().values["sentence"], _states(asked)[0]) == ("Halb fertig", "open")


def test_saving_as_you_go_answers_with_the_time(visitor: Visitor, reports: Reports) -> None:
    response = visitor.post(answer(reports[0], sentence="Halb"), "/melden/entwurf/")
    assert (response.status_code, "Zwischengespeichert" in text_of(response)) == (200, True)


def test_saving_as_you_go_shows_the_computed_light_anew(visitor: Visitor, reports: Reports) -> None:
    response = visitor.post(answer(reports[0], stage="completed"), "/melden/entwurf/")
    assert f'id="computed-{reports[0].pk}" hx-swap-oob="true"' in response.content.decode()


def test_draft_comes_before_what_was_reported_last(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 1)
    visitor.post({**answer(reports[0], sentence="Neuer Entwurf"), "action": "save"})
    assert "Neuer Entwurf</textarea>" in visitor.get().content.decode()


def test_form_is_filled_with_what_was_reported_last(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 1)
    page = visitor.get().content.decode()
    assert ("Wie gehabt.</textarea>" in page, f'name="{reports[0].pk}-light" value="at_risk" checked' in page) == (
        True,
        True,
    )


def test_sent_answer_comes_before_what_was_reported_last(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 1)
    visitor.send(answer(reports[0], sentence="Gerade gesendet"))
    assert "Gerade gesendet</textarea>" in visitor.get().content.decode()


def test_nothing_new_repeats_the_last_report(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 1, unchanged=False)
    visitor.send({f"{reports[0].pk}-version": 0, f"{reports[0].pk}-what": "same"})
    reports[0].refresh_from_db()
    assert (reports[0].sentence, reports[0].unchanged) == ("Wie gehabt.", True)


def test_nothing_new_is_not_offered_without_a_last_report(visitor: Visitor, reports: Reports) -> None:
    assert f'name="{reports[0].pk}-what" value="same"' not in visitor.get().content.decode()


def test_nothing_new_for_all_in_one_click(visitor: Visitor, asked: Request, reports: Reports) -> None:
    for report in reports:
        _earlier_once(report)
    visitor.post({**{f"{report.pk}-version": 0 for report in reports}, "action": "send_same"})
    assert set(asked.reports.values_list("state", "unchanged")) == {("sent", True)}


def _earlier_once(report: StatusReport) -> None:
    if not Round.objects.filter(key="frueher-1").exists():
        _earlier(report, 1, unchanged=False)
        return
    StatusReport.objects.create(
        key=f"frueher-1-{report.pk}", round=Round.objects.get(key="frueher-1"), measure=report.measure,
        state="approved", version=1, stage="under_way", light="at_risk", sentence="Wie gehabt.", money="partly",
    )  # fmt: skip


def test_third_time_unchanged_asks_for_evidence(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 2)
    response = visitor.send({f"{reports[0].pk}-version": 0, f"{reports[0].pk}-what": "same"})
    assert f'id="f-{reports[0].pk}-evidence-problem"' in response.content.decode()


def test_third_time_unchanged_with_evidence_is_sent(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 2)
    said = {"version": 0, "what": "same", "evidence": "Das Schild hängt."}
    visitor.send({f"{reports[0].pk}-{name}": value for name, value in said.items()})
    reports[0].refresh_from_db()
    assert (reports[0].unchanged, reports[0].evidence) == (True, "Das Schild hängt.")


def test_someone_else_was_first_shows_both_versions(visitor: Visitor, asked: Request, reports: Reports) -> None:
    answering.send(asked, said(asked, sentence="Ich war zuerst."), {}, actor=holder(asked))
    response = visitor.send(answer(reports[0], sentence="Ich auch."))
    page = text_of(response)
    assert (response.status_code, "Ich war zuerst." in page, "Ich auch." in page) == (409, True, True)


def test_own_version_wins_if_chosen(visitor: Visitor, asked: Request, reports: Reports) -> None:
    answering.send(asked, said(asked, sentence="Ich war zuerst."), {}, actor=holder(asked))
    visitor.send({**answer(reports[0], sentence="Ich auch.", version=1), f"{reports[0].pk}-conflict": "mine"})
    reports[0].refresh_from_db()
    assert (reports[0].sentence, reports[0].version) == ("Ich auch.", 2)


def test_other_version_stays_if_chosen(visitor: Visitor, asked: Request, reports: Reports) -> None:
    answering.send(asked, said(asked, sentence="Ich war zuerst."), {}, actor=holder(asked))
    visitor.send(answer(reports[0], sentence="Ich auch.", version=0))
    visitor.send({**answer(reports[0], sentence="Ich auch.", version=1), f"{reports[0].pk}-conflict": "theirs"})
    reports[0].refresh_from_db()
    assert (reports[0].sentence, Draft.objects.exists()) == ("Ich war zuerst.", False)


def test_deadline_passing_while_typing_loses_nothing(visitor: Visitor, open_round: Round, reports: Reports) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Probe")
    response = visitor.send(answer(reports[0], sentence="Fast geschafft."))
    page = text_of(response)
    assert (response.status_code, "Verloren ist nichts" in page, "Fast geschafft." in page) == (410, True, True)


def test_saving_as_you_go_after_the_close_keeps_the_draft(
    visitor: Visitor, open_round: Round, reports: Reports
) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Probe")
    response = visitor.post(answer(reports[0], sentence="Fast."), "/melden/entwurf/")
    assert (Draft.objects.get().values["sentence"], "inzwischen geschlossen" in text_of(response)) == ("Fast.", True)


def test_returned_report_can_be_corrected_after_the_close(
    visitor: Visitor, asked: Request, open_round: Round, reports: Reports
) -> None:
    visitor.send(answers(reports))
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Probe")
    reviewing.return_report(asked.reports.get(pk=reports[0].pk), "Seit wann?", actor=SYSTEM)
    page = visitor.get().content.decode()
    shown = [f'name="{report.pk}-version"' in page for report in reports]
    assert (shown, "Seit wann?" in page) == ([True, *[False] * (len(reports) - 1)], True)


@pytest.mark.parametrize("state", ["planned", "closed", "in_review", "frozen", "published"])
def test_form_takes_nothing_unless_the_round_is_open(
    state: str, visitor: Visitor, open_round: Round, asked: Request, reports: Reports
) -> None:
    Round.objects.filter(pk=open_round.pk).update(state=state)
    response = visitor.send(answers(reports))
    assert (response.status_code, set(_states(asked))) in [(410, {"open"}), (400, {"open"})]


def test_correction_is_sent_with_a_new_receipt(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answer(reports[0]))
    visitor.send(answer(reports[0], sentence="Berichtigt.", version=1))
    assert Message.objects.filter(occasion__contains=":receipt:").count() == 2


def test_receipt_says_what_the_page_says(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answers(reports, sentence="Die Halle steht, der Betrieb läuft."))
    body = Message.objects.get(occasion__contains=":receipt:").body
    lines = [line for lines in visitor.get("/melden/gesendet/").context["said"] for line in lines[1]]
    assert [line for line in lines if line not in body.split("\n")] == []


def test_page_after_sending_names_what_is_missing(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answer(reports[0]))
    page = visitor.get("/melden/gesendet/")
    assert len(page.context["form"].missing) == len(reports) - 1


def test_form_costs_the_same_for_any_number_of_measures(asked: Request, visitor: Visitor, reports: Reports) -> None:
    visitor.get()
    with CaptureQueriesContext(connection) as many:
        visitor.get()
    StatusReport.objects.filter(pk__in=[report.pk for report in reports[1:]]).update(request=None)
    with CaptureQueriesContext(connection) as one:
        visitor.get()
    assert (len(reports) > 2, len(many)) == (True, len(one))


def test_english_page_speaks_english(visitor: Visitor) -> None:
    assert "What has happened since the last report?" in text_of(visitor.get("/en/melden/"))


def test_other_person_s_link_opens_the_own_measures_only(asked: Request, open_round: Round) -> None:
    other = open_round.requests.exclude(pk=asked.pk)[0]
    stranger = visitor_of(other)
    stranger.enter()
    page = stranger.get().content.decode()
    assert [pk for pk in asked.reports.values_list("pk", flat=True) if f'name="{pk}-' in page] == []


def test_day_of_the_clock_counts(visitor: Visitor, asked: Request, reports: Reports) -> None:
    with clock.at(clock.now() + timedelta(days=2)):
        visitor.send(answer(reports[0]))
    reports[0].refresh_from_db()
    assert reports[0].sent_at is not None
    assert reports[0].sent_at.date() == clock.today() + timedelta(days=2)


def test_what_is_asked_for_is_sent(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answer(reports[0], asks_amount="120.000", asks_text="Zwei Stellen."))
    reports[0].refresh_from_db()
    assert (reports[0].asks_amount, reports[0].asks_text) == (120_000, "Zwei Stellen.")


def test_wrong_amount_opens_what_is_folded(visitor: Visitor, reports: Reports) -> None:
    page = visitor.send(answer(reports[0], asks_amount="viel")).content.decode()
    problem = f'id="f-{reports[0].pk}-asks_amount-problem"'
    assert (
        re.findall(r'<details class="measure__more measure__asks"( open)?>\s*<summary>Was brauchen Sie dafür', page)[0]
        == " open"
    )
    assert problem in page


def test_question_what_is_needed_is_folded_at_first(visitor: Visitor, reports: Reports) -> None:
    page = visitor.get().content.decode()
    folded = re.findall(
        r'<details class="measure__more measure__asks"( open)?>\s*<summary>Was brauchen Sie dafür', page
    )
    assert folded == [""] * len(reports)


def test_last_round_s_need_is_a_hint_and_not_filled_in(visitor: Visitor, reports: Reports) -> None:
    _earlier(reports[0], 1, asks_amount=120_000, asks_text="Zwei Stellen.")
    response = visitor.get()
    assert "Zuletzt erbeten (Runde -1): 120.000 € – Zwei Stellen." in text_of(response)
    assert f'name="{reports[0].pk}-asks_amount" value=""' in response.content.decode()


def test_english_page_asks_in_english_what_is_needed(visitor: Visitor) -> None:
    assert "What do you need for this?" in text_of(visitor.get("/en/melden/"))


def _receipt() -> Message:
    return Message.objects.get(occasion__contains=":receipt:")


def test_receipt_of_the_english_page_is_english(visitor: Visitor, reports: Reports) -> None:
    sent = answer(reports[0], sentence="Runs well.", secured="1.200.000", asks_amount="120.000", asks_text="Two posts.")
    visitor.post({**sent, "action": "send"}, "/en/melden/")
    body = _receipt().body
    lines = ("Thank you.", "This is what you reported:", "State of implementation: under way", "Assessment: on track",
             "What has happened: Runs well.", "Secured: €1,200,000", "Asked for: €120,000 – Two posts.",
             "You can correct it until")  # fmt: skip
    assert _receipt().subject == f"Round {reports[0].round.title}: Your report has arrived"
    assert [line for line in lines if line not in body] == []


def test_receipt_of_the_english_page_has_no_german_of_ours(visitor: Visitor, reports: Reports) -> None:
    visitor.post({**answer(reports[0]), "action": "send"}, "/en/melden/")
    german = ("Guten Tag", "gemeldet", "Stand der", "Einschätzung", "fällig", "Meilenstein", "berichtigen")
    assert [word for word in german if word in _receipt().body] == []


def test_receipt_of_the_german_page_is_german(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answer(reports[0]))
    assert "Stand der Umsetzung: in Umsetzung" in _receipt().body


def test_office_s_own_thanks_stay_in_the_german_receipt(visitor: Visitor, open_round: Round, reports: Reports) -> None:
    Round.objects.filter(pk=open_round.pk).update(thanks="herzlichen Dank aus Berlin.")
    visitor.send(answer(reports[0]))
    assert "herzlichen Dank aus Berlin." in _receipt().body


def test_page_after_sending_says_in_english_what_was_sent(visitor: Visitor, reports: Reports) -> None:
    visitor.send(answer(reports[0]))
    assert "State of implementation: under way" in text_of(visitor.get("/en/melden/gesendet/"))
