"""Outputs: turn frozen read models into files. Nothing here computes a figure or asks the database."""
