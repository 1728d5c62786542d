"""From an article to a briefing: what it states is found and typed; what it says stays its own, and is marked so."""
