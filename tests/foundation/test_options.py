"""Options fail loudly."""

import pytest

from leitstand.settings.options import OPTIONS, Option, OptionError, read_options


def test_options_without_environment_are_the_defaults() -> None:
    assert read_options({})["STALE_MONTHS"] == 12


def test_option_with_bad_value_names_variable_and_cure() -> None:
    with pytest.raises(OptionError, match="LEITSTAND_STALE_MONTHS='soon' muss eine ganze Zahl sein"):
        read_options({"LEITSTAND_STALE_MONTHS": "soon"})


@pytest.mark.parametrize("value", ["", "buero@example.org", "Geschäftsstelle <buero@example.org>"])
def test_office_address_is_taken(value: str) -> None:
    assert read_options({"LEITSTAND_OFFICE_EMAIL": value})["OFFICE_EMAIL"] == value


@pytest.mark.parametrize("value", ["buero", "a@b c@d", "a@b\nBcc: x@y"])
def test_office_address_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(OptionError, match="muss eine Mailadresse sein"):
        read_options({"LEITSTAND_OFFICE_EMAIL": value})


def test_unknown_option_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(
        OptionError, match=r"LEITSTAND_DATA_DIRR ist keine Einstellung\. Gemeint ist vielleicht LEITSTAND_DATA_DIR\."
    ):
        read_options({"LEITSTAND_DATA_DIRR": "/x"})


def test_all_bad_options_are_named_at_once() -> None:
    with pytest.raises(OptionError) as caught:
        read_options({"LEITSTAND_DEBUG": "maybe", "LEITSTAND_UPLOAD_LIMIT_MB": "-1"})
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_option_is_documented_as_it_is(option: Option, request: pytest.FixtureRequest) -> None:
    text = (request.config.rootpath / "docs" / "operating.md").read_text("utf-8")
    assert f"| `{option.variable}` | `{option.default or '(empty)'}` | {option.documented} |" in text.splitlines()
