"""Full texts: one immutable text per file, cut into pages and citable passages.

A text is never read anew: another file, or another reader, gives another ``Fulltext``, so that a
quotation always points at the text it was taken from. Pages and passages are not written to the
history one by one; the text's entry holds ``content_sha256``, which covers all of them.
"""

from typing import ClassVar

from django.db import models

from leitstand.domain.papers.models.catalogue import Paper
from leitstand.domain.plans.models import Edition
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history.recorded import Recorded


class Fulltext(Recorded):
    """The text of a paper's file (*Volltext*), or of one of our own editions."""

    class Media(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        ODT = "odt", "OpenDocument"
        HTML = "html", "HTML"
        TXT = "txt", "Text"
        PLAN = "plan", "eigene Fassung"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="fulltexts")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="fulltexts")
    media = models.CharField("Dateiart", max_length=10, choices=Media.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    original_name = models.CharField("Name der Datei", max_length=255, blank=True)
    reader = models.CharField("gelesen mit", max_length=60)
    page_count = models.PositiveIntegerField("Seiten", default=0)
    passage_count = models.PositiveIntegerField("Textstellen", default=0)
    pages_without_text = models.JSONField("Seiten ohne Text", default=list)
    content_sha256 = models.CharField("Prüfsumme des Textes", max_length=64)

    class Meta:
        verbose_name, verbose_name_plural = "Volltext", "Volltexte"
        ordering = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(paper=None, edition__isnull=False) | models.Q(paper__isnull=False, edition=None),
                name="fulltext_of_paper_or_edition",
            ),
            models.UniqueConstraint(
                fields=["file"],
                condition=models.Q(removed_on=None, file__isnull=False),
                name="one_fulltext_per_file",
            ),
        ]

    def __str__(self) -> str:
        return str(self.paper or self.edition)


class Page(models.Model):
    """A page with its exact text in reading order; width and height in PDF points (0 where there are no pages)."""

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        RECOGNISED = "recognised", "durch Texterkennung gelesen"
        PICTURE = "picture", "Bild ohne Text"
        EMPTY = "empty", "leer"

    fulltext = models.ForeignKey(Fulltext, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField("Seite")
    kind = models.CharField("Art", max_length=12, choices=Kind.choices, default=Kind.TEXT)
    width = models.FloatField("Breite", default=0)
    height = models.FloatField("Höhe", default=0)
    content = models.TextField("Text", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "Seite", "Seiten"
        ordering = ["fulltext", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["fulltext", "number"], name="one_page_per_number")]

    def __str__(self) -> str:
        return f"{self.fulltext}, Seite {self.number}"


class Passage(models.Model):
    """A citable span: ``text == page.content[start:end]``, always.

    ``boxes`` holds the rectangles ``[x0, y0, x1, y1]`` in points from the page's upper left corner,
    ``outline`` the headings above it. Identified for ever by text, page, start and end.
    """

    class Kind(models.TextChoices):
        HEADING = "heading", "Überschrift"
        PARAGRAPH = "paragraph", "Absatz"
        ITEM = "item", "Aufzählung"
        CELL = "cell", "Tabelle"
        CAPTION = "caption", "Beschriftung"
        FOOTNOTE = "footnote", "Fußnote"

    fulltext = models.ForeignKey(Fulltext, on_delete=models.CASCADE, related_name="passages")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField("Reihenfolge")
    start = models.PositiveIntegerField("Anfang")
    end = models.PositiveIntegerField("Ende")
    kind = models.CharField("Art", max_length=10, choices=Kind.choices, default=Kind.PARAGRAPH)
    level = models.PositiveSmallIntegerField("Gliederungsebene", default=0)
    outline = models.JSONField("Überschriften darüber", default=list)
    text = models.TextField("Text")
    boxes = models.JSONField("Ort auf der Seite", default=list)

    class Meta:
        verbose_name, verbose_name_plural = "Textstelle", "Textstellen"
        ordering = ["fulltext", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fulltext", "position"], name="one_passage_per_position"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="passage_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text[:120]


class PassageVector(models.Model):
    """What a passage means, for ``model``: unit-length float16 numbers as bytes."""

    passage = models.OneToOneField(Passage, on_delete=models.CASCADE, primary_key=True, related_name="vector")
    model = models.CharField("Modell", max_length=60)
    numbers = models.BinaryField("Zahlen")

    class Meta:
        verbose_name, verbose_name_plural = "Bedeutung", "Bedeutungen"
        indexes: ClassVar = [models.Index(fields=["model"])]

    def __str__(self) -> str:
        return f"{self.model}: {self.passage_id}"
