"""From an answer or briefing to what is printed."""
