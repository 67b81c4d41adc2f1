"""The workbook at the door: downloaded, uploaded, refused in words."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.domain.reporting.models import Request
from leitstand.foundation.mail.models import Attachment as MailAttachment
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.test_workbook import _changed, _fill, _stored
from tests.interfaces.links.conftest import Visitor, text_of

PATH = "/melden/arbeitsmappe/"


def _upload(visitor: Visitor, content: bytes) -> object:
    return visitor.post({"workbook": SimpleUploadedFile("Meldung.xlsx", content)}, PATH)


def test_downloaded_workbook_comes_back_filled(visitor: Visitor, asked: Request) -> None:
    content = visitor.get(f"{PATH}datei/").content
    _upload(visitor, _changed(content, _fill))
    assert _stored(asked) == asked.reports.count()


def test_receipt_of_a_workbook_is_german_as_the_workbook_is(visitor: Visitor) -> None:
    content = visitor.get(f"{PATH}datei/").content
    file = SimpleUploadedFile("Meldung.xlsx", _changed(content, _fill))
    visitor.post({"workbook": file}, f"/en{PATH}")
    assert "Das haben Sie gemeldet:" in Message.objects.get(occasion__contains=":receipt:").body


def test_download_is_to_be_saved(visitor: Visitor) -> None:
    response = visitor.get(f"{PATH}datei/")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")


def test_other_file_is_refused_in_words(visitor: Visitor, asked: Request) -> None:
    response = visitor.post({"workbook": io.BytesIO(b"Hallo")}, PATH)
    assert (response.status_code, "nichts wurde gespeichert" in text_of(response), _stored(asked)) == (422, True, 0)


def test_no_file_is_said(visitor: Visitor) -> None:
    assert "keine Datei gewählt" in text_of(visitor.post({}, PATH))


def test_opening_mail_carries_the_workbook(asked: Request) -> None:
    names = MailAttachment.objects.filter(message__to=asked.person.email).values_list("name", flat=True)
    assert [name.endswith(".xlsx") for name in names] == [True]
