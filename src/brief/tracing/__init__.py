"""Tracing: whether a typed figure or a sentence follows from the saved words of a source."""
