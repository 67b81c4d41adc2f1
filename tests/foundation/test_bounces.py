"""Mails that came back, told by servers of several makes, in boxes of three kinds."""

import email
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.foundation.links import token_of
from leitstand.foundation.mail import bounces
from leitstand.foundation.mail.bounces import Reading, read_box, report_in
from leitstand.foundation.mail.boxes import LARGEST, RawMail, mails_in
from leitstand.foundation.mail.models import DeliveryReport, Message
from leitstand.foundation.mail.outbox import post
from leitstand.interfaces.cli.main import run
from tests.foundation.delivery_reports import (
    ABSENT,
    EXCHANGE,
    EXIM,
    FAILED,
    HARMLESS,
    OLD_EXIM,
    POSTFIX,
    POSTFIX_REASON,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ALL = [*FAILED.values(), *HARMLESS.values(), ABSENT]


@pytest.fixture
def mail(db: None) -> Message:
    post("runde:eins", "weg@haus.example", "Bitte melden", "Text")
    Message.objects.update(state=Message.State.SENT, sent_at=NOW)
    return Message.objects.get()


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def put(box: Path, text: str, mail: Message | None = None, name: str = "eins.eml") -> None:
    ident = mail.message_id if mail else "<fremd@anderswo.example>"
    (box / name).write_bytes(text.replace("{id}", ident).encode())


def state_of(mail: Message) -> str:
    return Message.objects.get(pk=mail.pk).state


@pytest.mark.parametrize("text", FAILED.values(), ids=FAILED)
def test_failed_delivery_bounces_the_mail(text: str, box: Path, mail: Message) -> None:
    put(box, text, mail)
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(bounced=1), Message.State.BOUNCED)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POSTFIX, POSTFIX_REASON),
        (EXIM, "5.0.0 weg@haus.example"),
        (OLD_EXIM, "550 No such person at this address"),
    ],
)
def test_reason_is_kept(text: str, reason: str, box: Path, mail: Message) -> None:
    put(box, text, mail)
    read_box(str(box), NOW)
    assert Message.objects.get().last_answer == reason


def test_long_reason_is_kept_on_one_line(box: Path, mail: Message) -> None:
    put(box, EXCHANGE, mail)
    read_box(str(box), NOW)
    assert Message.objects.get().last_answer.startswith("554 5.2.2 mailbox full; STOREDRV.Deliver")


def test_reason_holds_no_personal_link(box: Path, mail: Message) -> None:
    link = f"https://a.example/melden/{token_of('r.haus')}/"
    put(box, POSTFIX.replace("User unknown\n\n--4F1A2", f"blocked {link}\n\n--4F1A2"), mail)
    read_box(str(box), NOW)
    assert Message.objects.get().last_answer.endswith("blocked https://a.example/melden/…/")


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_report_without_failure_changes_nothing(text: str, box: Path, mail: Message) -> None:
    put(box, text, mail)
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(unchanged=1), Message.State.SENT)


def test_automatic_answer_is_no_report(box: Path, mail: Message) -> None:
    put(box, ABSENT, mail)
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(skipped=1), Message.State.SENT)


@pytest.mark.parametrize("text", FAILED.values(), ids=FAILED)
def test_report_about_a_foreign_mail_is_skipped(text: str, box: Path, mail: Message) -> None:
    put(box, text)
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(skipped=1), Message.State.SENT)


def test_report_counts_once(box: Path, mail: Message) -> None:
    put(box, POSTFIX, mail)
    read_box(str(box), NOW)
    Message.objects.update(state=Message.State.SENT)
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(), Message.State.SENT)


def test_same_report_on_two_ways_counts_once(box: Path, mail: Message) -> None:
    put(box, POSTFIX, mail)
    put(box, "Received: from elsewhere\n" + POSTFIX, mail, name="zwei.eml")
    assert read_box(str(box), NOW) == Reading(bounced=1)


def test_skipped_mail_is_counted_once(box: Path, mail: Message) -> None:
    put(box, ABSENT, mail)
    read_box(str(box), NOW)
    assert read_box(str(box), NOW) == Reading()


def test_failure_after_a_delay_bounces(box: Path, mail: Message) -> None:
    put(box, HARMLESS["delayed"].replace("20261123090003", "20261122090003"), mail)
    read_box(str(box), NOW)
    put(box, POSTFIX, mail, name="zwei.eml")
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(bounced=1), Message.State.BOUNCED)


def test_delivery_after_a_bounce_changes_nothing(box: Path, mail: Message) -> None:
    put(box, POSTFIX, mail)
    put(box, HARMLESS["delivered"].replace("20261123090003", "20261124090003"), mail, name="zwei.eml")
    assert (read_box(str(box), NOW), state_of(mail)) == (Reading(bounced=1, unchanged=1), Message.State.BOUNCED)


def test_bounced_mail_of_another_person_stays_sent(box: Path, mail: Message) -> None:
    other = post("runde:zwei", "da@haus.example", "Bitte melden", "Text")
    put(box, POSTFIX, mail)
    read_box(str(box), NOW)
    assert state_of(other) == Message.State.WAITING


def test_report_without_attached_original_is_found_by_what_it_answers(box: Path, mail: Message) -> None:
    cut = EXCHANGE.replace("Message-ID:\n {id}\n", "")
    put(box, cut, mail)
    assert read_box(str(box), NOW) == Reading(bounced=1)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"Content-Type: multipart/report; boundary=x\n\n--x\n", b"From nobody\n\n", b"\n" * 9],
)
def test_broken_mail_is_skipped_and_the_next_is_read(content: bytes, box: Path, mail: Message) -> None:
    (box / "0.eml").write_bytes(content)
    put(box, POSTFIX, mail)
    assert read_box(str(box), NOW) == Reading(bounced=1, skipped=1)


def test_report_of_fifty_megabytes_is_skipped(box: Path, mail: Message) -> None:
    put(box, POSTFIX + "x" * 50_000_000, mail)
    assert (read_box(str(box), NOW), read_box(str(box), NOW)) == (Reading(skipped=1), Reading())


def test_fifty_megabytes_in_an_mbox_do_not_hide_the_next_report(tmp_path: Path, mail: Message) -> None:
    report = POSTFIX.replace("{id}", mail.message_id)
    begin = "From MAILER-DAEMON Mon Nov 23 10:00:03 2026\n"
    (tmp_path / "mbox").write_text(begin + ABSENT + "y" * 50_000_000 + "\n\n" + begin + report)
    assert read_box(str(tmp_path / "mbox"), NOW) == Reading(bounced=1, skipped=1)


def test_mbox_is_read(tmp_path: Path, mail: Message) -> None:
    begin = "From MAILER-DAEMON  Mon Nov 23 10:00:03 2026\n"
    texts = [ABSENT, *FAILED.values()]
    text = "\n".join(begin + text.replace("{id}", mail.message_id) for text in texts)
    (tmp_path / "mbox").write_text(text)
    assert read_box(str(tmp_path / "mbox"), NOW) == Reading(bounced=1, unchanged=3, skipped=1)


def test_mbox_with_line_ends_of_windows_is_read(tmp_path: Path, mail: Message) -> None:
    text = "From x@y Mon Nov 23 10:00:03 2026\n" + POSTFIX.replace("{id}", mail.message_id)
    (tmp_path / "mbox").write_bytes(text.replace("\n", "\r\n").encode())
    assert read_box(str(tmp_path / "mbox"), NOW) == Reading(bounced=1)


def test_sentence_that_begins_with_from_does_not_split_a_mail(tmp_path: Path) -> None:
    text = "From x@y Mon Nov 23 10:00:03 2026\nSubject: A\n\nFrom here on\n\nFrom now on all is well\n"
    (tmp_path / "mbox").write_text(text)
    assert len(list(mails_in(tmp_path / "mbox"))) == 1


@pytest.mark.parametrize("where", ["new", "cur"])
def test_maildir_is_read(where: str, box: Path, mail: Message) -> None:
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir()
    put(box / where, POSTFIX, mail, name="1795423203.M1P2.host:2,S")
    put(box / "tmp", EXIM, mail, name="half")
    assert read_box(str(box), NOW) == Reading(bounced=1)


def test_report_counts_once_when_a_mail_program_moves_it(box: Path, mail: Message) -> None:
    for name in ("new", "cur"):
        (box / name).mkdir()
    put(box / "new", POSTFIX, mail, name="1")
    read_box(str(box), NOW)
    (box / "new" / "1").rename(box / "cur" / "1:2,S")
    assert read_box(str(box), NOW) == Reading()


def test_box_is_left_as_it_was(tmp_path: Path, mail: Message) -> None:
    place = tmp_path / "mbox"
    place.write_text("From x@y Mon Nov 23 10:00:03 2026\n" + POSTFIX)
    before = (place.read_bytes(), sorted(tmp_path.iterdir()))
    read_box(str(place), NOW)
    assert (place.read_bytes(), sorted(tmp_path.iterdir())) == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "/no/such/box"])
def test_box_that_is_not_there_is_empty(name: str) -> None:
    assert read_box(name, NOW) == Reading()


def test_report_names_its_mail(box: Path, mail: Message) -> None:
    put(box, POSTFIX, mail)
    read_box(str(box), NOW)
    assert (DeliveryReport.objects.get().message, DeliveryReport.objects.get().read_at) == (mail, NOW)


def test_largest_mail_that_is_read_holds_an_attachment_of_the_usual_limit() -> None:
    assert LARGEST >= 20_000_000


# What anyone may send

parts = st.sampled_from(sorted({line for text in ALL for line in text.splitlines()})) | st.text(
    st.characters(max_codepoint=0x2FF), max_size=40
)


@given(st.lists(parts, max_size=40))
def test_shuffled_lines_of_reports_raise_nothing(lines: list[str]) -> None:
    bounces._understood(RawMail("\n".join(lines).encode("utf-8", "replace"), 1))


@given(st.binary(max_size=400))
def test_any_bytes_raise_nothing(content: bytes) -> None:
    bounces._understood(RawMail(content, len(content)))


@settings(max_examples=500)
@given(st.sampled_from(ALL), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), max_size=8))
def test_damaged_report_raises_nothing_and_says_what_a_database_takes(
    text: str, damages: list[tuple[int, bytes]]
) -> None:
    content = bytearray(text.encode())
    for place, damage in damages:
        content[place : place + len(damage)] = damage
    report, _ = bounces._understood(RawMail(bytes(content), len(content)))
    if report:
        assert all(said.isprintable() and said.isascii() for said in report.originals)
        assert report.reason.encode("utf-8").decode() == report.reason
        assert "\x00" not in report.reason


def test_original_with_a_name_no_database_takes_is_no_candidate() -> None:
    text = OLD_EXIM.replace("{id}", "<a\x00ü@haus.example>")
    report = report_in(email.message_from_string(text))
    assert report is not None
    assert report.originals == ()


def test_mail_nested_a_thousand_times_raises_nothing() -> None:
    deep = b"Content-Type: message/rfc822\n\n" * 5000
    assert bounces._understood(RawMail(deep, len(deep)))[0] is None


def test_thousands_of_references_are_cut() -> None:
    text = EXIM.replace("References: {id}", "References: " + " ".join(f"<{n}@x.example>" for n in range(5000)))
    report = report_in(email.message_from_string(text))
    assert report is not None
    assert len(report.originals) == bounces.MOST_IDS


# tick


@pytest.mark.django_db(transaction=True)
def test_tick_reads_the_box(box: Path, capsys: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.OPTIONS = settings.OPTIONS | {"BOUNCE_BOX": str(box)}
    put(box, POSTFIX, post("runde:eins", "weg@haus.example", "Bitte melden", "Text"))
    assert (run(["tick"]), "Rückläufer: 1 unzustellbar" in capsys.readouterr().out) == (0, True)


@pytest.mark.django_db(transaction=True)
def test_tick_goes_on_if_the_box_cannot_be_read(
    tmp_path: Path, capsys: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.OPTIONS = settings.OPTIONS | {"BOUNCE_BOX": str(tmp_path / "mbox")}
    (tmp_path / "mbox").write_text(POSTFIX)

    def closed(*_: object) -> object:
        raise PermissionError(13, "Permission denied", str(tmp_path / "mbox"))

    monkeypatch.setattr(Path, "open", closed)
    status = run(["tick"])
    told = capsys.readouterr()
    assert (status, "LEITSTAND_BOUNCE_BOX" in told.err, "0 gesendet" in told.out) == (0, True, True)
