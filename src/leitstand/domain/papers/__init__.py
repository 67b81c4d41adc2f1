"""Papers: other people's strategies and positions, so far as a catalogue, with the demands in them."""
