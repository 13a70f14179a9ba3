"""What single tools send of their runs, each in its own file: `read(fields, now)` gives one or more RunEvents."""
