"""The model half: words that a model proposes for an article, of which what the article bears out is kept."""
