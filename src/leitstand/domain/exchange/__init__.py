"""Exchange: the whole plan as a package of YAML files or as one workbook, out and in again.

Both forms are writings of the same ``Dataset``: rows of plain values by table, as ``tables`` lists
them. Export reads the database into a dataset and writes it. Import reads a dataset from a file,
checks it (every error with its place, reason and cure), compares it with the database (every
change, and every conflict where both sides changed since the export), and applies it whole or not
at all. Importing the same file twice changes nothing the second time.
"""
