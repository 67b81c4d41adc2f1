"""Attempts: failures counted by client address, shared between processes, so that nobody can guess on and on.

No address is kept: a row holds a keyed hash of it, and only as long as it counts.
"""
