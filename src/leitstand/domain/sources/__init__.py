"""Sources: where a fact comes from, and facts that are stated rather than known.

A ``Source`` is a document or page. Every record of the plan (``Sourced``) can name several. A
``Statement`` is one figure or sentence that a source gives about something ("34 projects"). Two
statements about the same thing that differ are both kept and shown side by side as a
contradiction; nobody has to decide which one is right before it can be written down.
"""
