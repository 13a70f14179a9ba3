"""Who answers for what: the matrix of duties, learning, outside partners; approvals ask here."""
