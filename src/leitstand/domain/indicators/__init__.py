"""Indicators: what is measured, its values with the state of publication they come from, its targets.

An ``Observation`` is one value for one period and region, in one vintage
(published state). Observations are added, never overwritten, so that "as known then" can be
answered. A ``Target`` says what is wanted, how firmly, and who committed to it. Ratings and
outlooks are made from both and have their own place beside them.
"""
