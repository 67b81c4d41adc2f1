"""Fetching tables from the statistical offices' own services. Nothing here is called unless somebody asks.

``sources.fetch`` is the way in. ``http`` is the one client that speaks to other computers and trusts
none of them; ``genesis`` and ``eurostat`` know the two protocols; ``shelf`` keeps the last good
answer of each question, so that an office that does not answer leaves us with its last state.
"""
