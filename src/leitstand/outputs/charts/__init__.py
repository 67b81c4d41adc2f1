"""Charts: frozen dataclasses in, SVG text out. Pages, PDF and DOCX show the same drawing.

A drawing for a page carries classes (``c-line``, ``c-grid`` …) that the theme colours in light and
dark; with ``standalone=True`` the colours are in the drawing, for files that have no stylesheet.
Every drawing has a title and a description in words; a table of the values stands beside it.
"""
