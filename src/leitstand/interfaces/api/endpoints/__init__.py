"""The endpoints, one module for each tag of the documentation. Importing them fills ``door.api``."""
