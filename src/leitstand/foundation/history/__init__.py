"""History: every write to the plan, in order, never changed afterwards.

Each ``Entry`` holds what one actor changed on one subject, as canonical JSON. Its hash covers that
text and the hash of the entry before it, so that the entries form a chain: a byte changed, an
entry taken out or put in anywhere breaks it, and ``verify()`` names the first broken link. The
head of the chain (number and hash) stands in a row of its own, so that a cut-off end shows too.

Writes go through ``writing`` (create, update and remove records with their entries) or, where
there is no record behind it, through ``recording.record``. Only this folder touches its tables.
"""
