"""cslint: a tone-and-manner linter for Korean customer-support manuals."""

__version__ = "0.1.0"
