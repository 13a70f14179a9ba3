"""Looking back on a month of the whole firm, and the lessons it leaves."""
