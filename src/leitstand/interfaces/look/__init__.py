"""What every page looks like: page frame, components, styles and the few scripts.

The doors (portal, desk, links) extend these templates and include these parts. This package computes
nothing and knows nothing of plans: it shows what the doors hand over.
"""
