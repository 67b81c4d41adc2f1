"""The pages of the portal, each one question; by subject."""
