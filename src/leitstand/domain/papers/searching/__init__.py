"""Finding passages: by words, by meaning, by both."""
