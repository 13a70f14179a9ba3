"""The four opening questions, and the whole draft that follows from them."""
