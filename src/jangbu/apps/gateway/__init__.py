"""The way out to models: which may be asked, by whom, for how much, and what every call cost."""
