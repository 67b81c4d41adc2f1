"""The read API at ``/api/v1/``: everything the public may see, for programs and spreadsheets.

An endpoint asks one question of the frozen ``Situation`` and pours the answer into a *shape*
(``shapes``: what a record looks like outside). No figure is computed here, and nobody is signed in:
the API sees exactly what the public sees. ``asking`` holds what may be asked, ``answering`` turns an
answer into JSON or a table with ETag and pages, ``door`` says errors in one form.
"""
