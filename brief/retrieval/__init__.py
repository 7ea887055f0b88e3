"""Finding: from a question to ranked hits to numbered evidence. Pure."""
