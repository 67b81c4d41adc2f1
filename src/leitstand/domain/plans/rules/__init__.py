"""Rules of the plan: pure functions over plain values. No Django, no clock, no database."""
