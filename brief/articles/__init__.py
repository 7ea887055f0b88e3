"""Reading one article: typed lines, datelines, dates, chunks. Pure: no I/O, no clock, no randomness."""
