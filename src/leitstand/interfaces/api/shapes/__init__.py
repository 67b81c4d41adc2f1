"""Shapes: what each record looks like outside, read from the frozen views by their attributes.

A *line* is a record in a list and names its sources by key; a *detail* holds everything known of one
record with its sources in full.
"""
