"""The shape of each state as SVG, with its colour built in: one definition for PDF and HTML.

The shapes are those of the pages; no two share an outline and a fill, so that they can be told apart in
black and white. A word always stands beside them.
"""

QUIET = "#565f6c"
COLOURS = {
    "completed": "#14286b",
    "on_track": "#0f766e",
    "under_way": "#3b6fd4",
    "at_risk": "#b96a00",
    "off_track": "#b42318",
}
SHAPES = {
    "completed": '<path d="M2 1h12a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1z" fill="{c}"/>'
    '<path d="M4 8.2 7 11.2 12.2 5" fill="none" stroke="#ffffff" stroke-width="2"/>',
    "on_track": '<circle cx="8" cy="8" r="7" fill="{c}"/>',
    "under_way": '<circle cx="8" cy="8" r="6.1" fill="none" stroke="{c}" stroke-width="1.8"/>'
    '<path d="M8 1.9a6.1 6.1 0 0 1 0 12.2z" fill="{c}"/>',
    "at_risk": '<path d="M8 1 15.4 14.5H.6z" fill="{c}"/>',
    "off_track": '<path d="M8 .4 15.6 8 8 15.6.4 8z" fill="{c}"/>',
    "not_started": '<circle cx="8" cy="8" r="6.1" fill="none" stroke="{c}" stroke-width="1.8"/>',
    "stopped": '<path d="M2.5 2.5 13.5 13.5M13.5 2.5 2.5 13.5" fill="none" stroke="{c}" stroke-width="2.8"/>',
    "not_reported": '<rect x="1.5" y="1.5" width="13" height="13" fill="none" stroke="{c}" stroke-width="1.4"/>'
    '<path d="M1.5 6 6 1.5M1.5 10.5 10.5 1.5M2.5 14 14.2 2.2M6 14.5 14.5 6M10.5 14.5 14.5 10.5" fill="none"'
    ' stroke="{c}" stroke-width="1.2"/>',
}


def colour(code: str) -> str:
    return COLOURS.get(code, QUIET)


def symbol(code: str) -> str:
    """SVG text of the state's shape, 16 units square; hidden from those who hear the word beside it."""
    shape = SHAPES[code].format(c=colour(code))
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"'
    return f'{head} focusable="false">{shape}</svg>'


def symbols() -> dict[str, str]:
    return {code: symbol(code) for code in SHAPES}
