"""Files: stored under their SHA-256, so that the same content is kept once and a changed byte shows."""
