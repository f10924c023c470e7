"""How well the matcher tells incidents and circulars from the rest, beside a search for words, and how fast."""
