"""Work: processes, their automations and runs, what waits for a person, and the runs of outside tools."""
