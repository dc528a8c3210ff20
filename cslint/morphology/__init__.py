"""Sentences as words: Kiwi and its process, words with particles and endings, predicates, speech levels, inflection."""
