// The desk works without scripts; this makes selecting many rows quicker.
