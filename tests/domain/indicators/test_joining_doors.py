"""Each door through which values enter a series refuses another unit or definition, or marks the break."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from leitstand.domain.exchange.operations import carry_out, preview
from leitstand.domain.indicators import joining
from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.statistics.operations import import_file, subscribe
from leitstand.domain.statistics.queries import dataset_named
from leitstand.foundation.actor import Role, system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history import writing
from tests.domain.statistics import samples

SYSTEM = system("Test")
ADDRESS = "/arbeitsplatz/eintrag/wert/neu/?indicator=netz"


@pytest.fixture
def indicator(db: None) -> Indicator:
    made = Indicator(key="netz", title="Netz", unit="Anzahl", polarity="up", origin="official", definition="Alle")
    values = [
        Observation(key=f"netz.{year}", indicator=made, period=year, value=Decimal(value), breaks=year == "2018")
        for year, value in (("2016", 1), ("2018", 2), ("2019", 3))
    ]
    writing.create(SYSTEM, [writing.Row(made)])
    writing.create(SYSTEM, [writing.Row(value) for value in values])
    return made


def value(indicator: Indicator, **said: Any) -> Observation:
    return Observation(**{"indicator": indicator, "period": "2020", "value": Decimal(4), **said})


class TestDesk:
    def post(self, client_as: Any, path: str, **said: str) -> Any:
        client: Client = client_as(Role.OFFICE)
        form = {"region": "11", "period": "2020", "value": "4", "basis": "actual", **said}
        return client.post(path, form)

    def test_other_unit_is_refused_at_its_field(self, client_as: Any, indicator: Indicator) -> None:
        path = ADDRESS
        answer = self.post(client_as, path, unit="Tsd.")
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])

    def test_other_definition_without_a_break_is_refused(self, client_as: Any, indicator: Indicator) -> None:
        answer = self.post(client_as, ADDRESS, definition="Nur große")
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["definition"])

    def test_other_definition_with_a_break_is_kept(self, client_as: Any, indicator: Indicator) -> None:
        self.post(client_as, ADDRESS, definition="Nur große", breaks="on")
        assert Observation.objects.get(period="2020").breaks


class TestVerbs:
    def test_value_is_not_removed_with_its_break(self, indicator: Indicator) -> None:
        with pytest.raises(RuleBroken, match="Bruch"):
            joining.remove(Observation.objects.get(period="2018"), actor=SYSTEM)

    def test_other_unit_of_the_indicator_is_refused(self, indicator: Indicator) -> None:
        with pytest.raises(RuleBroken, match="Einheit"):
            joining.change(indicator, {"unit": "Tsd."}, actor=SYSTEM)

    def test_other_definition_of_the_indicator_needs_a_reason(self, indicator: Indicator) -> None:
        with pytest.raises(RuleBroken, match="Definition"):
            joining.change(indicator, {"definition": "Nur große"}, actor=SYSTEM)

    def test_better_wording_is_kept_with_its_reason(self, indicator: Indicator) -> None:
        joining.change(indicator, {"definition": "Alle Netze"}, actor=SYSTEM, reason="Nur der Wortlaut")
        assert Indicator.objects.get().definition == "Alle Netze"

    def test_restored_value_must_fit_the_series(self, indicator: Indicator) -> None:
        joining.add(value(indicator, definition="Nur große", breaks=True), actor=SYSTEM)
        kept = Observation.objects.get(period="2020")
        joining.remove(kept, actor=SYSTEM)
        joining.add(value(indicator, key="netz.2021", period="2021"), actor=SYSTEM)
        with pytest.raises(RuleBroken, match="abgegrenzt"):
            joining.restore(Observation.objects.get(pk=kept.pk), actor=SYSTEM)

    def test_turned_limits_are_refused_at_their_field(self, indicator: Indicator) -> None:
        with pytest.raises(Exception, match="größer als der größte"):
            joining.change(indicator, {"lowest": Decimal(5), "highest": Decimal(1)}, actor=SYSTEM)


class TestImport:
    def told(self, folder: Path, indicator: dict[str, Any], *values: dict[str, Any]) -> Any:
        row = {"key": "netz", "title": "Netz", "unit": "Anzahl", "polarity": "up", "origin": "official"}
        content = {"indicators": [{**row, "definition": "Alle", **indicator, "observations": list(values)}]}
        (folder / "package.yaml").write_text("format: leitstand-package/1\n")
        (folder / "indicators.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
        return preview(folder, actor=SYSTEM)

    def test_other_unit_of_a_value_is_an_error_with_its_place(self, tmp_path: Path, indicator: Indicator) -> None:
        plan = self.told(tmp_path, {}, {"key": "netz.2020", "period": "2020", "value": 4, "unit": "Tsd."})
        assert ["Tsd." in str(error) for error in plan.errors] == [True]

    def test_other_definition_without_a_break_is_an_error(self, tmp_path: Path, indicator: Indicator) -> None:
        plan = self.told(tmp_path, {}, {"key": "netz.2020", "period": "2020", "value": 4, "definition": "Nur große"})
        assert ["Bruch" in str(error) for error in plan.errors] == [True]

    def test_other_definition_with_a_break_is_imported(self, tmp_path: Path, indicator: Indicator) -> None:
        said = {"key": "netz.2020", "period": "2020", "value": 4, "definition": "Nur große", "breaks": True}
        carry_out(self.told(tmp_path, {}, said), actor=SYSTEM)
        assert Observation.objects.get(period="2020").definition == "Nur große"

    def test_newer_state_without_the_break_is_an_error(self, tmp_path: Path, indicator: Indicator) -> None:
        plan = self.told(tmp_path, {}, {"key": "netz.neu", "period": "2018", "value": 4, "vintage": "2025"})
        assert ["Bruch" in str(error) for error in plan.errors] == [True]

    def test_other_unit_of_the_indicator_is_an_error(self, tmp_path: Path, indicator: Indicator) -> None:
        plan = self.told(tmp_path, {"unit": "Tsd."})
        assert ["Einheit" in str(error) for error in plan.errors] == [True]

    def test_other_definition_of_the_indicator_needs_a_reason(self, tmp_path: Path, indicator: Indicator) -> None:
        plan = self.told(tmp_path, {"definition": "Nur große"})
        with pytest.raises(RuleBroken, match="Begründung"):
            carry_out(plan, actor=SYSTEM)
        assert carry_out(plan, actor=SYSTEM, amendment="Nur der Wortlaut").changed == 1

    def test_turned_limits_are_an_error(self, tmp_path: Path, indicator: Indicator) -> None:
        plan = self.told(tmp_path, {"lowest": 5, "highest": 1})
        assert len(plan.errors) == 1


class TestDelivery:
    @pytest.fixture
    def taken(self, db: None, tmp_path: Path) -> None:
        path = tmp_path / "file.csv"
        path.write_bytes(samples.new_flat(samples.new_row(period="2020"), samples.new_row(period="2021")))
        import_file(path, "probe", actor=SYSTEM, vintage="2022-03-01")

    def test_slice_of_another_unit_is_not_subscribed(self, taken: None, indicator: Indicator) -> None:
        Indicator.objects.update(unit="Mio. Euro")
        with pytest.raises(RuleBroken, match="Einheit"):
            subscribe(Indicator.objects.get(), dataset_named("probe"), measure="PRB001", actor=SYSTEM)

    def test_unit_written_otherwise_is_agreed_to(self, taken: None, indicator: Indicator) -> None:
        Indicator.objects.update(unit="Betriebe")
        own = Indicator.objects.get()
        found = subscribe(own, dataset_named("probe"), measure="PRB001", unit_means="Betriebe", actor=SYSTEM)
        assert found[1][0].added == 2

    def test_first_delivered_value_is_marked_as_a_break(self, taken: None, indicator: Indicator) -> None:
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=SYSTEM)
        marked = Observation.objects.filter(breaks=True).order_by("period").values_list("period", flat=True)
        assert list(marked) == ["2018", "2020"]

    def test_published_value_after_delivered_ones_stops_the_delivery(self, taken: None, indicator: Indicator) -> None:
        writing.create(SYSTEM, [writing.Row(value(indicator, key="netz.2023", period="2023"))])
        _, deliveries = subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=SYSTEM)
        assert "2023" in deliveries[0].refused
        assert Observation.objects.count() == 4
