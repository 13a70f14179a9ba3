"""The first half hour of a firm: four questions, one file, and everything that follows from them."""
