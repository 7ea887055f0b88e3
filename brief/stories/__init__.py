"""Grouping articles into stories, counting origins, seeing change. Pure."""
