"""Tracing: whether a typed figure or a sentence follows from the saved words of a source.

Every build traces, and a tuple with names costs a start a third of what a dataclass does, and a text half as much.
"""
