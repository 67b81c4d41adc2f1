"""Files of others into pages and citable passages, in a process of its own; knows nothing of the database."""
