"""Structured story data becomes an email, a one-page PDF and a Markdown digest."""
