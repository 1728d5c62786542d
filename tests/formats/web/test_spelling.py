from __future__ import annotations

from brief.formats.web.spelling import WebSpelling
from brief.prose import Citation, Figure, Line, MergeField, Text


def test_each_number_of_a_citation_leads_to_its_source() -> None:
    spelled = WebSpelling().spelled(Citation((), (1, 3)))
    assert spelled == (
        '<sup class="cite"><a href="#source-1" role="doc-noteref">1</a>,'
        '<a href="#source-3" role="doc-noteref">3</a></sup>'
    )
    assert WebSpelling().spelled(Citation(())) == ""


def test_the_rest_is_html() -> None:
    line = Line((Text("a < b "), Figure("boxes", words="8%"), MergeField("first_name", "*|F|*", "you & I")))
    assert WebSpelling().spelled(line) == ('a &lt; b <bdi class="figure" data-figure="boxes">8%</bdi>you &amp; I')
