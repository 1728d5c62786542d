from __future__ import annotations

import pytest

from brief.checks.mail.media import Screen, applies, media_applies


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("", "light dark narrow"),
        ("screen", "light dark narrow"),
        ("only screen and (max-width: 479px)", "narrow"),
        ("(min-width:480px)", "light dark"),
        ("screen and (min-width: 300px) and (max-width: 400px)", "narrow"),
        ("(prefers-color-scheme: dark)", "dark"),
        ("(prefers-color-scheme: light)", "light narrow"),
        ("print", ""),
        ("print, screen", "light dark narrow"),
        ("(hover)", ""),
    ],
)
def test_a_condition_is_asked_of_a_screen(query: str, where: str) -> None:
    screens = {"light": Screen(640, dark=False), "dark": Screen(640, dark=True), "narrow": Screen(375, dark=False)}
    assert " ".join(name for name, screen in screens.items() if media_applies(query, screen)) == where


def test_conditions_hold_together_and_what_cannot_be_told_does_not() -> None:
    screen = Screen(640, dark=True)
    assert applies(("@media screen", "@media (prefers-color-scheme: dark)"), screen)
    assert not applies(("@media screen", "@supports (display: grid)"), screen)
