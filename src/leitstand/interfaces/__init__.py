"""Interfaces: the front doors. Each calls operations and queries; none imports another.

``look`` is their shared outfit (templates, styles, middleware), not a door.
"""
