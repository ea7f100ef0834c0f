"""What makes a printed page good before the engine paints it: typefaces, headlines set in even lines."""
