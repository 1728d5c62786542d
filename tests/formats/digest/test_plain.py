from __future__ import annotations

import pytest

from brief.formats.digest.plain import PlainSpelling
from brief.prose import Line, Link, plain


@pytest.mark.parametrize(
    ("words", "address", "said"),
    [
        ("the log", "https://example.org/log", "the log (https://example.org/log)"),
        ("Ask us", "mailto:desk@example.org", "Ask us (desk@example.org)"),
        ("Ask us", "mailto:desk@example.org?subject=Log", "Ask us (mailto:desk@example.org?subject=Log)"),
        ("+44 20 1", "tel:+44201", "+44 20 1 (+44201)"),
        ("desk@example.org", "mailto:desk@example.org", "desk@example.org"),
        ("https://example.org", "https://example.org", "https://example.org"),
    ],
)
def test_a_link_says_where_it_leads_once_and_as_people_write_it(words: str, address: str, said: str) -> None:
    assert PlainSpelling().inline(Line((Link(plain(words), (address,)),))) == said
