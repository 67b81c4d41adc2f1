"""Leitstand: write, adopt, carry out and monitor a strategy together."""

__version__ = "0.1.0"
