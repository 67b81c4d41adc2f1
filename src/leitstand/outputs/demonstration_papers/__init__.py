"""Papers of invented institutions, made from the texts in ``packages/vorfuehrpapiere``, for demonstrations.

Real papers are other people's works and are added by the office; these show what can be done with them. Every one
says on its first page and on each further one that it is invented.
"""

from leitstand.outputs.demonstration_papers import as_pdf, html, office
from leitstand.outputs.demonstration_papers.source import LABEL, Source, sources

__all__ = ["LABEL", "Source", "render", "sources"]


def render(source: Source) -> bytes:
    """The paper's file, as ``source.media`` says; the same source gives the same bytes."""
    makers = {"pdf": as_pdf.render, "docx": office.render_docx, "odt": office.render_odt, "html": html.render}
    return makers[source.media](source)
