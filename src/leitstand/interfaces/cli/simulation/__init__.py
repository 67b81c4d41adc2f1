"""A whole round played in seconds: invented people, a real mail server, real pages, a clock of its own.

``people`` says how they behave, ``post`` receives the mails and refuses some, ``browser`` opens the links and
fills in the forms as a person would, ``playing`` goes through the days, ``judging`` checks the rules at the end.
"""
