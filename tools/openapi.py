"""Writes the committed OpenAPI description from the running product's own schema."""

import json
import os
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.settings.test")
    import django

    django.setup()
    from leitstand.interfaces.api.door import api

    path = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"
    path.write_text(json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {path.name}")


if __name__ == "__main__":
    main()
