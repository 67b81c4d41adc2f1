"""Plans: what a region has promised, in which edition, and what became of it.

A ``Plan`` is the lasting undertaking; an ``Edition`` is one state of it that was announced, drafted
or adopted. An edition has ``ActionField``s with ``Topic``s, ``CrossCuttingLine``s and ``Goal``s, re-cut
each time, so ``CrossWalk``s link old to new.

A ``Measure`` lives on across editions under one permanent key. What an edition says of it (title,
code, topic, dates, money) is a ``MeasureEntry``; a ``Fate`` says what became of an entry in the next
edition. Statuses, money and milestones reached are added as dated facts and never overwritten.

A ``Resolution`` that adopts an edition freezes what it says under a content hash; from then on it
changes only by a recorded ``Amendment``.
"""
