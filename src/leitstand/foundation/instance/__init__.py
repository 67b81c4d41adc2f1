"""The instance: what this installation is. A demonstration says so on every page; a real one never."""
