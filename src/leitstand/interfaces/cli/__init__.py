"""The command line: each command a thin call into operations and queries.

Exit status 0 means done. What goes wrong is said on standard error in one readable paragraph.
"""
