"""The privacy officer of PIPA Art. 31: who it is, on what ground, and that they report to the head of the firm."""
