from __future__ import annotations

import pytest

from brief.checks.mail.conditional import for_outlook


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("a<!--[if mso]>b<![endif]-->c", "abc"),
        ("a<!--[if !mso]><!-->b<!--<![endif]-->c", "ac"),
        ("a<!--[if !mso]><!-- -->b<!--<![endif]-->c", "ac"),
        ("a<!--[if !mso]>-->b<!--<![endif]-->c", "ac"),
        ("a<![if !mso]>b<![endif]>c", "ac"),
        ("a<!--[if mso | IE]>b<![endif]-->c", "abc"),
        ("a<!--[if IE]>b<![endif]-->c", "ac"),
        ("a<!--[if gte mso 9]>b<![endif]-->c", "abc"),
        ("a<!--[if (gte mso 9)|(IE)]>b<![endif]-->c", "abc"),
        ("a<!--[if lte mso 11]>b<![endif]-->c", "ac"),
        ("a<!--[if lt mso 12]>b<![endif]-->c", "ac"),
        ("a<!--[if gt mso 15]>b<![endif]-->c", "abc"),
        ("a<!--[if mso 16]>b<![endif]-->c", "abc"),
        ("a<!--[if mso 12]>b<![endif]-->c", "ac"),
        ("a<!--[if mso & !IE]>b<![endif]-->c", "abc"),
        ("a<!--[if true]>b<![endif]-->c", "abc"),
        ("a<!--[if vml]>b<![endif]-->c", "abc"),
        ("a<!--[if mso]>b<!--[if IE]>x<![endif]-->d<![endif]-->c", "abdc"),
        ("a<!--[IF MSO]>b<![ENDIF]-->c", "abc"),
    ],
)
def test_outlook_sees_what_is_meant_for_it(source: str, seen: str) -> None:
    resolved = for_outlook(source)
    assert resolved.source.replace(" ", "") == seen
    assert resolved.broken == ()


def test_a_plain_comment_stays_one() -> None:
    assert for_outlook("a<!-- b -->c").source == "a<!-- b -->c"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<!--[if mso]>b", "this conditional comment is not closed"),
        ("b<![endif]-->", "<![endif]--> closes no conditional comment"),
        ("<!--[if mso |]>b<![endif]-->", "nobody understands the condition [if mso |]"),
        ("<!--[if (mso]>b<![endif]-->", "nobody understands the condition [if (mso]"),
    ],
)
def test_a_broken_one_is_told(source: str, message: str) -> None:
    assert message in [said for _, said in for_outlook(source).broken]
