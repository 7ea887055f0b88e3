"""The library at hand for other programs: an MCP server."""
