"""The parts of recognising a received text: lines, page furniture, opening, paragraphs, contact, language, words."""
