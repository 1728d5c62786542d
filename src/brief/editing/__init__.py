"""Editing: a value is changed at its own place in a file; every other byte stays as its editor wrote it."""

from brief.editing.cells import put_cell
from brief.editing.saving import Opened, opened, save
from brief.editing.spelled import Value
from brief.editing.splicing import Path, add, put, put_words, rekey, reword

__all__ = ["Opened", "Path", "Value", "add", "opened", "put", "put_cell", "put_words", "rekey", "reword", "save"]
