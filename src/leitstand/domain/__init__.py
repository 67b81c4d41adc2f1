"""Domain: the subject matter, one folder per noun of the trade, with the same file names in each.

``models`` tables · ``rules`` pure decisions · ``access`` who may · ``queries`` named questions ·
``operations`` named verbs. See ``docs/architecture.md`` for what may import what.
"""
