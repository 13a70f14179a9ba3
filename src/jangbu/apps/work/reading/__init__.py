"""Reading papers by the rules and the OCR set-up that serve, whichever release they are of."""
