"""Pure decisions of the statistics library: what changed between two published states."""
