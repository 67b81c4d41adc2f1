"""The desk's pages, a module for each place: read what a person wants, call a verb or a question, show the answer."""
