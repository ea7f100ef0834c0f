"""Breaks paragraphs into lines as a whole (Knuth and Plass 1981) and gives the lines to the engine."""
