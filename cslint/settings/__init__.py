"""The configuration: reading it, laying files over one another, and the fingerprint of all that results depend on."""
