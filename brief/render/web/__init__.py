"""The pages that `brief serve` shows, as HTML made of values."""
