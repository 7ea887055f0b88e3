"""The library at hand elsewhere: an MCP server for other programs, pages for a browser."""
