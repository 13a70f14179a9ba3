"""Models, prompts, rule sets, OCR set-ups and automations: versions, evaluations, promotion, roll-back, drift."""
