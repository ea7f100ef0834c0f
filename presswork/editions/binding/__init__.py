"""Binding: the parts of a volume laid out one by one, their page numbers settled, and joined into one PDF."""
