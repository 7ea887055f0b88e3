"""What any English text is made of: tokens, numbers, names, dates, quotations, sentences.

Pure: no I/O, no clock, no randomness.
"""
