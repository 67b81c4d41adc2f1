"""The verbs of reporting: monitoring reports, rounds from opening to publication, answers, reviews, decisions."""
