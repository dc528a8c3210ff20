"""Rule files become rules: vocabularies, situations, conditions, and the detectors that find what a rule is about."""
