"""Official statistics in bulk: files as offices deliver them, kept as immutable published states.

A ``Dataset`` is one table of an office; each import of it is a ``Release`` (*Datenstand*): one
content-addressed Parquet file that is never changed. Questions go to DuckDB over these files. A
``Subscription`` feeds a slice of a data set to an indicator, again without overwriting anything.
``reading`` turns files into one common shape and knows nothing of Django.
"""
