"""Opening a PDF, and the sentences for one that does not open."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from leitstand.domain.papers.reading.shape import Unreadable

_REFUSALS = {
    pdfium.FPDF_ERR_PASSWORD: "Das PDF ist mit einem Passwort geschützt. Bitte eine Fassung ohne Passwort verwenden.",
    pdfium.FPDF_ERR_SECURITY: "Das PDF ist verschlüsselt. Bitte eine Fassung ohne Verschlüsselung verwenden.",
}
BROKEN = "Das PDF ist beschädigt oder unvollständig. Bitte es neu laden."


def opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_REFUSALS.get(error.err_code or 0, BROKEN)) from None
