"""Files handed in: kept with their measure, given back only to be saved, refused with a sentence."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.domain.reporting.models import Attachment, StatusReport
from leitstand.domain.reporting.operations.answering import MOST_ATTACHMENTS
from tests.foundation.test_file_kinds import BAD, GOOD
from tests.interfaces.links.conftest import Visitor, answer, text_of

Reports = list[StatusReport]


def _save(visitor: Visitor, report: StatusReport, *files: tuple[str, bytes]) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return visitor.post({**answer(report), f"{report.pk}-files": uploads, "action": "save"})


def test_file_is_kept_with_its_measure(visitor: Visitor, reports: Reports) -> None:
    _save(visitor, reports[1], ("beleg.pdf", GOOD["pdf"]))
    assert list(Attachment.objects.values_list("report", "name")) == [(reports[1].pk, "beleg.pdf")]


@pytest.mark.parametrize("what", ["page", "drawing", "shell script", "Windows program", "document with macros"])
def test_what_can_run_is_refused_whatever_its_name(what: str, visitor: Visitor, reports: Reports) -> None:
    response = _save(visitor, reports[0], ("beleg.pdf", BAD[what]))
    said = "keine Datei der möglichen Arten" in text_of(response)
    assert (response.status_code, said, Attachment.objects.count()) == (422, True, 0)


def test_refused_file_loses_no_text(visitor: Visitor, reports: Reports) -> None:
    _save(visitor, reports[0], ("beleg.pdf", BAD["page"]))
    assert "Läuft.</textarea>" in visitor.get().content.decode()


def test_too_large_file_is_refused(visitor: Visitor, reports: Reports) -> None:
    response = _save(visitor, reports[0], ("gross.pdf", GOOD["pdf"] + bytes(10 * 1024 * 1024)))
    assert ("größer als 10 MB" in text_of(response), Attachment.objects.count()) == (True, 0)


def test_sixth_file_is_refused(visitor: Visitor, reports: Reports) -> None:
    files = [(f"beleg-{number}.txt", f"Beleg {number}".encode()) for number in range(MOST_ATTACHMENTS + 1)]
    response = _save(visitor, reports[0], *files)
    assert (response.status_code, Attachment.objects.count()) == (422, MOST_ATTACHMENTS)


def test_file_is_given_back_only_to_be_saved(visitor: Visitor, reports: Reports) -> None:
    _save(visitor, reports[0], ("beleg.txt", GOOD["txt"]))
    response = visitor.get(f"/melden/anlage/{Attachment.objects.get().key}/")
    names = ("Content-Disposition", "X-Content-Type-Options")
    assert ([response.headers[name] for name in names], response.content) == (
        ['attachment; filename="beleg.txt"', "nosniff"],
        GOOD["txt"],
    )


def test_foreign_file_is_not_found(visitor: Visitor, reports: Reports) -> None:
    _save(visitor, reports[0], ("beleg.txt", GOOD["txt"]))
    foreign = StatusReport.objects.exclude(request=reports[0].request).filter(request__isnull=False)[0]
    Attachment.objects.update(report=foreign)
    assert visitor.get(f"/melden/anlage/{Attachment.objects.get().key}/").status_code == 404


def test_file_is_taken_back(visitor: Visitor, reports: Reports) -> None:
    _save(visitor, reports[0], ("beleg.txt", GOOD["txt"]))
    visitor.post({**answer(reports[0]), "detach": Attachment.objects.get().key})
    assert Attachment.objects.get().removed_on is not None


def test_foreign_file_is_not_taken_back(visitor: Visitor, reports: Reports) -> None:
    _save(visitor, reports[0], ("beleg.txt", GOOD["txt"]))
    foreign = StatusReport.objects.exclude(request=reports[0].request).filter(request__isnull=False)[0]
    Attachment.objects.update(report=foreign)
    visitor.post({**answer(reports[0]), "detach": Attachment.objects.get().key})
    assert Attachment.objects.get().removed_on is None
