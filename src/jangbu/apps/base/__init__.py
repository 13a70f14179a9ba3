"""What the pages of all apps share: routes that say what they need, the permission port, lists, parts of pages."""
