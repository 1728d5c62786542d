"""What an editor may have meant: the nearest known word, and the words that other trades use for a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    # the words of newsrooms, marketing and spreadsheets -> the keys they may stand for, the first that fits
    "abstract": ("dek",),
    "access_token": ("secret_env",),
    "address": ("url", "to"),
    "alt_text": ("alt",),
    "amount": ("is", "value"),
    "api_key": ("secret_env",),
    "args": ("run",),
    "article": ("stories", "body", "blocks"),
    "articles": ("stories", "blocks"),
    "attribution": ("speaker", "credit", "from"),
    "author": ("authors",),
    "bottomline": ("bottom_line",),
    "byline": ("authors",),
    "change": ("up", "down"),
    "charts": ("bars", "line"),
    "chart": ("bars", "line"),
    "cite": ("from",),
    "content": ("body", "blocks", "items", "rows"),
    "contents": ("body", "blocks", "items"),
    "copy": ("body",),
    "created": ("date",),
    "csv": ("data",),
    "day": ("date", "when"),
    "decrease": ("down",),
    "deck": ("dek",),
    "description": ("dek", "alt", "what", "body"),
    "directory": ("path",),
    "email_subject": ("subject",),
    "embargo": ("not_before",),
    "env": ("secret_env",),
    "event": ("what",),
    "events": ("items",),
    "fall": ("down",),
    "filename": ("file",),
    "footnotes": ("sources",),
    "graph": ("bars", "line"),
    "header": ("heading", "headline", "title"),
    "headers": ("columns",),
    "headline": ("title", "heading"),
    "heading": ("headline", "title"),
    "homeserver": ("server",),
    "href": ("url",),
    "image": ("image", "file"),
    "img": ("image", "file"),
    "increase": ("up",),
    "intro": ("dek", "body"),
    "introduction": ("dek",),
    "issue": ("edition",),
    "key_points": ("bottom_line",),
    "keyfigures": ("key_figures",),
    "keywords": ("tags",),
    "kicker": ("section",),
    "kpi": ("numbers",),
    "kpis": ("key_figures", "numbers"),
    "language": ("lang",),
    "lede": ("dek",),
    "lead": ("dek", "body"),
    "level": ("is",),
    "link": ("url", "link"),
    "locale": ("lang",),
    "logo_file": ("logo",),
    "merge_fields": ("reader",),
    "metrics": ("numbers", "figures"),
    "name": ("title", "label", "speaker"),
    "number": ("is",),
    "numbers": ("figures",),
    "paragraph": ("body", "text"),
    "paragraphs": ("body",),
    "password": ("secret_env",),
    "person": ("people", "speaker"),
    "photo": ("image", "file"),
    "picture": ("image", "file"),
    "pretext": ("preheader",),
    "preview": ("preheader",),
    "preview_text": ("preheader",),
    "program": ("run",),
    "publication": ("publisher", "name"),
    "published_at": ("published", "date"),
    "pullquote": ("quote",),
    "quotation": ("quote",),
    "quote": ("body", "words"),
    "recipient": ("to",),
    "references": ("sources",),
    "repo": ("repository",),
    "rise": ("up",),
    "secret": ("secret_env",),
    "slogan": ("tagline",),
    "smtp": ("host",),
    "source": ("from", "sources"),
    "sponsor": ("note",),
    "standfirst": ("dek",),
    "stats": ("numbers",),
    "state": ("status",),
    "story": ("stories", "body"),
    "strapline": ("dek", "tagline"),
    "subheading": ("dek", "heading"),
    "subheadline": ("dek",),
    "subtitle": ("dek",),
    "summary": ("dek", "short"),
    "takeaway": ("bottom_line",),
    "takeaways": ("bottom_line",),
    "tag": ("tags",),
    "teaser": ("preheader", "short"),
    "term": ("label",),
    "text": ("body", "what", "label"),
    "time": ("when", "date"),
    "timeout": ("seconds",),
    "timezone": ("zone",),
    "title": ("headline", "heading", "label", "name"),
    "tldr": ("bottom_line",),
    "token": ("secret_env",),
    "type": ("kind", "class"),
    "uri": ("url",),
    "url": ("secret_env", "server"),
    "value": ("is", "values"),
    "webhook_url": ("secret_env",),
    "who": ("speaker", "by"),
}
"""Keys and block kinds alike; where none of the words fits the place, spelling decides."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is spelled most like this one, or nothing."""
    from difflib import get_close_matches

    spelled = {other.lower(): other for other in known}
    close = get_close_matches(_spelled_as_key(word), list(spelled), 1, 0.7)
    return spelled[close[0]] if close else ""


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that another one stands for: its own spelling put right, a synonym, the nearest; else nothing."""
    words = list(known)
    key = _spelled_as_key(word)
    if key in words:
        return key
    return _stands_for(key, words) or nearest(key, words) or _stands_for(nearest(key, SYNONYMS), words)


def _stands_for(synonym: str, known: list[str]) -> str:
    return next((other for other in SYNONYMS.get(synonym, ()) if other in known), "")


def _spelled_as_key(word: str) -> str:
    """`Bottom-Line ` as a key would be spelled."""
    return re.sub(r"[\s-]+", "_", word.strip().lstrip("-").strip().lower())
