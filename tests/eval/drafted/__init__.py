"""Claims that a small model drafted over the sample articles, labelled by hand: the honest test of the checker."""
