"""The rules of the rating methods in words, German and English, for the page that explains them."""

from leitstand.domain.indicators.rules.ratings import METHODS
from leitstand.domain.indicators.rules.ratings.cases import POINTS
from leitstand.domain.indicators.rules.ratings.destatis import FEWEST
from leitstand.domain.indicators.rules.ratings.growth import BASE_YEAR

Pair = tuple[str, str]
UNVERIFIED: Pair = (
    "Nicht geprüft: Diese Regeln sind noch nicht mit ihrer Quelle verglichen. Deshalb ist das Verfahren ausgeschaltet, "
    "solange es nicht ausdrücklich verlangt wird.",
    "Unverified: these rules have not yet been compared with their source. The method is therefore off unless it is "
    "asked for.",
)
RATES: Pair = (
    "Null oder negative Werte haben keine Wachstumsrate; dann gibt es keine Bewertung, statt 0,001 an ihre Stelle zu "
    "setzen.",
    "Values of zero or below have no rate of growth; there is then no rating, rather than 0.001 in their place.",
)
RULES: dict[str, tuple[Pair, ...]] = {
    "destatis": (
        (
            f"Aus den letzten {POINTS} Werten (fünf Veränderungen) wird die mittlere Veränderung je Jahr berechnet, "
            f"ausnahmsweise aus {FEWEST} oder 5. Mit weniger Werten gibt es kein Symbol.",
            f"The mean yearly change is taken from the last {POINTS} values (five changes), exceptionally from "
            f"{FEWEST} or 5. With fewer values there is no symbol.",
        ),
        (
            "Ziel mit Zieljahr: Die mittlere Veränderung wird bis zum Zieljahr fortgesetzt. Bliebe dann weniger als "
            "5\u00a0% des heutigen Abstands offen: Sonne. 5 bis 20\u00a0%: leicht bewölkt. Mehr als 20\u00a0%: Wolke. "
            "Wird der Abstand nicht kleiner: Gewitter.",
            "Target with a target year: the mean change is carried on to the target year. If less than 5% of today's "
            "gap would remain: sun. 5 to 20%: slightly cloudy. More than 20%: cloud. If the gap does not shrink: "
            "thunderstorm.",
        ),
        (
            "Ziel, das jedes Jahr gilt, schon erreicht ist oder dessen Zieljahr das letzte Berichtsjahr ist oder davor "
            "liegt: erreicht und im Mittel nicht in die falsche Richtung: Sonne; erreicht, aber in die falsche "
            "Richtung: leicht bewölkt; nicht erreicht, aber im Mittel in die richtige Richtung: Wolke; sonst Gewitter.",
            "Target to be kept every year, already reached, or whose target year is the last reporting year or "
            "earlier: met and on average not moving the wrong way: sun; met but moving the wrong way: slightly cloudy; "
            "not met but on average moving the right way: cloud; otherwise thunderstorm.",
        ),
        (
            "Nur eine Richtung: mittlere und letzte Veränderung richtig: Sonne; nur die mittlere: leicht bewölkt; nur "
            "die letzte: Wolke; keine von beiden: Gewitter.",
            "Direction only: mean and last change right: sun; only the mean: slightly cloudy; only the last: cloud; "
            "neither: thunderstorm.",
        ),
        (
            "Bei einer Spanne zählt das schwächere Ende, bei mehreren Zieljahren das nächste, bei mehreren Zielen "
            "zugleich die schlechteste Bewertung. Ein Ziel gegenüber einer anderen Reihe gilt der Differenz beider. "
            "Werte vor einem Bruch der Reihe zählen danach nicht mehr.",
            "Of an interval the weaker end counts, of several target years the next one, of several targets at once "
            "the worst rating. A target relative to another series applies to the difference of the two. Values "
            "before a break in the series no longer count after it.",
        ),
    ),
    "open_sdg": (
        (
            f"Verglichen wird das Wachstum im Jahr seit {BASE_YEAR} (oder dem gesetzten Ausgangsjahr) mit dem, das bis "
            "zum Ziel nötig ist: ab 95\u00a0% auf Kurs, ab 60\u00a0% muss es schneller werden, ab 0\u00a0% kaum "
            "Fortschritt, darunter Verschlechterung.",
            f"The yearly growth since {BASE_YEAR} (or the base year set) is compared with the growth needed to reach "
            "the target: from 95% on track, from 60% acceleration needed, from 0% limited progress, below "
            "deterioration.",
        ),
        (
            "Ohne Zielwert zählt das Wachstum in die gewünschte Richtung: ab 1,5\u00a0% im Jahr auf Kurs, ab "
            "0,5\u00a0% muss es schneller werden, ab 0\u00a0% kaum Fortschritt. Nahe einer natürlichen Obergrenze sind "
            "die Schwellen kleiner; wie viel, ist aus den veröffentlichten Zahlen erschlossen.",
            "Without a target value the growth in the wanted direction counts: from 1.5% a year on track, from 0.5% "
            "acceleration needed, from 0% limited progress. Near a natural limit the thresholds are smaller; by how "
            "much is inferred from the published numbers.",
        ),
        RATES,
    ),
    "un_progress_chart": (
        (
            f"Das Wachstum seit {BASE_YEAR} wird bis zum Zieljahr fortgesetzt. Sind dann mindestens 95\u00a0% des "
            "Wegs vom Ausgangswert zum Ziel geschafft: erreicht oder auf Kurs; ab 10\u00a0% Fortschritt, der schneller "
            "werden muss; darunter Stillstand oder Rückschritt. Ist das Ziel schon erreicht, zählt der Trend nicht; "
            "bei Zielen von 0 oder 100\u00a0% genügt ein Punkt Abstand.",
            f"The growth since {BASE_YEAR} is carried on to the target year. If by then at least 95% of the way from "
            "base to target is covered: met or on track; from 10% fair progress that needs acceleration; below "
            "stagnation or regression. If the target is already met the trend does not count; for targets of 0 or "
            "100% one point of distance is enough.",
        ),
        (
            "Ohne Zielwert: ab 2\u00a0% im Jahr, ab 0,5\u00a0%, darunter.",
            "Without a target value: from 2% a year, from 0.5%, below.",
        ),
        RATES,
    ),
    "eurostat": (
        (
            "Verglichen wird das Wachstum der letzten fünf Jahre mit dem, das bis zum Ziel nötig ist: ab 95\u00a0% "
            "deutlicher, ab 60\u00a0% mäßiger, ab 0\u00a0% zu geringer Fortschritt, darunter entfernt sich der Wert. "
            "Ohne Zielwert liegen die Schwellen bei +1, 0 und −1\u00a0% im Jahr.",
            "The growth of the last five years is compared with the growth needed to reach the target: from 95% "
            "significant, from 60% moderate, from 0% insufficient progress, below movement away. Without a target "
            "value the thresholds are +1, 0 and −1% a year.",
        ),
        RATES,
    ),
    "escap": (
        (
            "Aus einer Geraden durch die Werte seit 2000, in der neuere Jahre mehr wiegen, ergibt sich der Wert im "
            "Zieljahr. Bleiben dann höchstens 10\u00a0% des Wegs offen: halten; bis 100\u00a0%: beschleunigen; mehr: "
            "umkehren.",
            "A straight line through the values since 2000, in which recent years weigh more, gives the value in the "
            "target year. If at most 10% of the way remains open: maintain; up to 100%: accelerate; more: reverse.",
        ),
    ),
}


def rule_in_words(method: str, language: str) -> list[str]:
    """The rule of a method, one paragraph for each part; first of all whether it is unverified."""
    paragraphs = RULES[method] if METHODS[method].verified else (UNVERIFIED, *RULES[method])
    return [pair[0] if language[:2] == "de" else pair[1] for pair in paragraphs]
