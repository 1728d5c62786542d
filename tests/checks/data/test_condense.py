from __future__ import annotations

from brief.checks.data.condense import SPELLED, condensed

PUBLISHED = {
    "last_update_date": "2026-05-13 14:45:41 +0000",
    "nicenames": {"family": {"gmail": "Gmail", "outlook": "Outlook"}, "platform": {"ios": "iOS", "windows-mail": "W"}},
    "data": [
        {
            "slug": "css-display-flex",
            "stats": {
                "gmail": {"ios": {"2020-01": "n", "2024-01": "y #1"}, "desktop-webmail": {"2020-01": "n #2"}},
                "outlook": {"windows-mail": {"2020-01": "n"}},
            },
        },
        {"slug": "css-border-radius", "stats": {"gmail": {"ios": {"2020-01": "n"}}}},
    ],
}


def test_the_newest_version_of_each_program_counts_and_retired_ones_do_not() -> None:
    made = condensed(PUBLISHED, "1.2.3")
    assert made["programs"] == {"gmail.desktop-webmail": ["Gmail", "web"], "gmail.ios": ["Gmail", "iOS"]}
    assert made["lacking"] == {"display: flex": [0], "display: inline-flex": [0]}
    assert (made["version"], made["date"]) == ("1.2.3", "2026-05-13")


def test_no_spelling_belongs_to_two_features() -> None:
    spellings = [one for spelled in SPELLED.values() for one in spelled]
    assert len(set(spellings)) == len(spellings)
