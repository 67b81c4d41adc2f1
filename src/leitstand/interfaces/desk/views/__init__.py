"""The desk's pages, a module for each place: they read what a person wants, call a verb or a question, show the answer."""
