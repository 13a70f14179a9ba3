"""The sample firm 한빛정밀 (Hanbit Precision, 34 people): its files, written by a seed, and its story.

Everything is invented. `files.write_files` writes what such a firm has on its disks; `story.tell` runs the product on
them with the same services that a real firm uses, so nothing the demo shows was put there by hand.
"""
