"""What the form sent back, by measure. Names of other people's measures are not looked at."""

from collections.abc import Mapping

from django.http import QueryDict

from leitstand.domain.reporting.queries.rounds.form import Block, Form, is_chosen

LONGEST = 2000


def posted(data: QueryDict, form: Form) -> dict[str, dict[str, str]]:
    """The texts of every open measure that the form holds, by the report's key."""
    return {block.key: _texts(data, block) for block in form.open_blocks if f"{block.report.pk}-version" in data}


def _texts(data: QueryDict, block: Block) -> dict[str, str]:
    """Each named text; a control that was not sent keeps what it showed, unless it is a choice that was never made."""
    return {
        name: str(data.get(f"{block.report.pk}-{name}", known)).replace("\r\n", "\n").strip()[:LONGEST]
        for name, known in block.texts.items()
    }


def versions(data: QueryDict, form: Form) -> dict[str, int]:
    """The version of each report that the page was made with."""
    found = {}
    for block in form.open_blocks:
        text = data.get(f"{block.report.pk}-version", "")
        found[block.key] = int(text) if text.isdecimal() and len(text) < 9 else block.report.version
    return found


def changed(form: Form, texts: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The measures whose texts are not those that are kept already."""
    return {
        block.key: texts[block.key] for block in form.blocks if block.key in texts and texts[block.key] != block.texts
    }


def chosen(form: Form, texts: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The measures that are to be sent."""
    return {
        block.key: texts[block.key]
        for block in form.blocks
        if block.key in texts and is_chosen(block, texts[block.key])
    }
