"""The phrase language: how it is read, what a sentence needs to match, and patterns over its words."""
