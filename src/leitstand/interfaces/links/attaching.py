"""Files handed in with the form: each judged by what it holds, kept or refused with a sentence."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.domain.reporting.models import Attachment
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.queries.rounds.form import Block, Form
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.kinds import kind_of
from leitstand.interfaces.links.holding import Holder


def attach_files(request: HttpRequest, holder: Holder, form: Form) -> Mapping[str, tuple[str, ...]]:
    """Keep the files that came with the form; what is wrong with the others, by the report's key."""
    wrong: dict[str, tuple[str, ...]] = {}
    for block in form.open_blocks:
        files = request.FILES.getlist(f"{block.report.pk}-files")
        wrong[block.key] = tuple(said for file in files if (said := _attach(file, block, holder)))
    return wrong


def _attach(file: UploadedFile[bytes], block: Block, holder: Holder) -> str:
    """Keep one file; a sentence if that is not possible."""
    name = file.name or "?"
    if (file.size or 0) > answering.LARGEST_ATTACHMENT:
        return _("„%(name)s“ ist größer als 10 MB. Bitte eine kleinere Datei wählen.") % {"name": name}
    content = file.read()
    kind = kind_of(content)
    if kind is None:
        return _(
            "„%(name)s“ ist keine Datei der möglichen Arten: PDF, PNG, JPG, DOCX, XLSX, ODT oder reiner Text, ohne "
            "Makros. Bitte zum Beispiel als PDF speichern."
        ) % {"name": name}
    try:
        answering.attach(block.report, kind.named(name), content, kind.content_type, actor=holder.actor)
    except RuleBroken as error:
        return str(error)
    return ""


def own_attachment(holder: Holder, key: str) -> Attachment | None:
    """The file with this key, if it was handed in for the holder's request."""
    found = Attachment.objects.filter(key=key, removed_on=None, report__request=holder.asked, report__removed_on=None)
    return found.select_related("stored", "report__request", "report__round").first()


def detach(holder: Holder, key: str) -> None:
    """Take a file back; a foreign key is ignored."""
    attachment = own_attachment(holder, key)
    if attachment is not None:
        answering.detach(attachment, actor=holder.actor)
