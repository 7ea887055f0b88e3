"""Where articles are kept: SQLite (the truth) and Chroma (vectors), as one."""
