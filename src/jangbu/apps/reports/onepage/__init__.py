"""The picture of the firm on one page: where data flow, and who answers for it, drawn from the records."""
