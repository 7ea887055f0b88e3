"""What several kinds of tests share: evidence, a tiktoken cache, replays, a server that fails on purpose."""
