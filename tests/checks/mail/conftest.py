"""The Document that every format is tested with, and what rendering it needs."""

from __future__ import annotations

from documents import every_kind, every_kind_rtl, press

__all__ = ["every_kind", "every_kind_rtl", "press"]
