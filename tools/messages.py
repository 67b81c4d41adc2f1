"""Collects the interface's texts into the English catalogue and compiles it.

German texts are the message ids. Without arguments: extract, merge into ``locale/en``, compile.
With ``--check``: fail if a text is missing, untranslated, or the compiled file is not current.
"""

import io
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent / "src" / "leitstand"
FOLDER = ROOT / "locale" / "en" / "LC_MESSAGES"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES = re.compile(r"%\(\w+\)s")
HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def texts() -> Catalog:
    """All texts of templates and Python files, with the files they stand in."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.settings.test")
    django.setup()
    from django.utils.translation.template import templatize

    catalog = Catalog(locale="en", project="Leitstand", charset="utf-8")
    for path in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.txt"), *ROOT.rglob("*.py")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        source = path.read_text("utf-8")
        code = source if path.suffix == ".py" else _unindented(templatize(source, origin=str(path)))
        for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            place = (str(path.relative_to(ROOT)), None)
            catalog.add(message, locations=[place], context=context)
    _add_models(catalog)
    return catalog


def _add_models(catalog: Catalog) -> None:
    """Names of models, fields and choices: written in German in the models, translated where they are shown."""
    from django.apps import apps

    for model in apps.get_models():
        if not model.__module__.startswith("leitstand."):
            continue
        place = [(model.__module__.replace(".", "/"), None)]
        words = [model._meta.verbose_name, model._meta.verbose_name_plural]
        for field in model._meta.get_fields():
            words.append(getattr(field, "verbose_name", ""))
            words += [label for _code, label in getattr(field, "choices", None) or ()]
        for word in words:
            if word:
                catalog.add(str(word), locations=place)


def _unindented(code: str) -> str:
    """What Django makes of a template keeps the template's indentation, which Python would not read."""
    return "\n".join(line.lstrip() for line in code.splitlines())


def dump(catalog: Catalog) -> bytes:
    """The catalogue as a file without dates, so that the same texts give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, omit_header=True, sort_output=True, width=100, include_lineno=False)
    return HEAD.encode() + buffer.getvalue()


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    # Babel writes these into the file; the day on which it is compiled must not change its bytes.
    catalog.revision_date = catalog.creation_date = FIXED
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> int:
    po, mo = FOLDER / "django.po", FOLDER / "django.mo"
    known = read_po(io.BytesIO(po.read_bytes()), locale="en") if po.exists() else Catalog(locale="en")
    found = texts()
    merged = Catalog(locale="en", charset="utf-8")
    for message in found:
        if message.id:
            old = known.get(message.id, message.context)
            merged.add(message.id, old.string if old else "", message.locations, context=message.context)
    missing = [message.id for message in merged if message.id and not _translated(message.string)]
    torn = [message.id for message in merged if message.id and _places(message.id) != _places(message.string)]
    if "--check" in sys.argv:
        stale = not po.exists() or po.read_bytes() != dump(merged) or mo.read_bytes() != compiled(merged)
        for text in missing:
            print(f"no English text for: {text}", file=sys.stderr)
        for text in torn:
            print(f"the English text has other places to fill: {text}", file=sys.stderr)
        if stale:
            print("the catalogue is not current: make messages", file=sys.stderr)
        return int(stale or bool(missing) or bool(torn))
    FOLDER.mkdir(parents=True, exist_ok=True)
    po.write_bytes(dump(merged))
    mo.write_bytes(compiled(merged))
    print(f"{len(merged)} texts, {len(missing)} without English")
    return 0


def _places(texts: object) -> set[str]:
    """What is filled in by name; of a plural pair the second form has all of it."""
    text = texts[-1] if isinstance(texts, tuple | list) else str(texts)
    return set(PLACES.findall(text))


def _translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
