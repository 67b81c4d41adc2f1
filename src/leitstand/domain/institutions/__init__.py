"""Institutions: Senate departments, chambers, associations, unions, agencies, universities, networks.

A ``Person`` speaks for an institution (contact, deputy); an ``Account`` is a sign-in with a role.
Names and addresses of persons are internal unless the person agreed to be named in public.
"""
