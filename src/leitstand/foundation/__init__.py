"""Foundation: what every room stands on. It knows nothing of plans.

``history`` keeps who changed what; ``actor`` says who acts; ``errors`` what can go wrong;
``calendar`` periods and working days; ``wording`` numbers and dates in the reader's language;
``files``, ``mail`` and ``jobs`` do what their names say.
"""
