"""Reporting: the situation as of a day, put together from the plan, its indicators and sources.

``queries.situation`` is the one read model behind every page, the API and the reports, so that a
number cannot differ between them. A ``Report`` keeps what was built from it, with its content hash.
"""
