"""Benchmarks: each measures its floor or a peer in the same run and prints both with their ratio.

``make bench`` runs all; ``python -m bench pages`` runs one. Every benchmark runs in a process and a
data folder of its own, so that memory and caches of one do not colour another. These are never
tests: machines are noisy, ratios say more than seconds.
"""
