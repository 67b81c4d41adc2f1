"""Arranging what was read for the parts of the page. Nothing is counted or decided here."""
