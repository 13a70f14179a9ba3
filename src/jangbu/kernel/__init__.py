"""The words everybody shares: no I/O, no Django, nothing that knows about a storey above."""
