"""Rules of reporting: pure functions over plain values. No Django, no clock, no database."""
