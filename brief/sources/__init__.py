"""Where articles come from: files, the web, feeds."""
