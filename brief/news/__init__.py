"""Reading news text: lines, dates, sentences, chunks. Pure: no I/O, no clock, no randomness."""
