"""Days or cases drawn by lot: with the change or without it, recorded, and what was really done."""
