"""A firm that does everything right for a year: whatever reads red in it after its first ninety days is falsely red.

`story.HABITS` is what it does and how often; `people`, `data`, `work`, `piloting`, `outside` and `keeping` do it with
the services that people use; `judging` looks at every day again and holds it against what was kept that evening.
"""
