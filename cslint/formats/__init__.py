"""Readers of files: bytes become a Document."""
