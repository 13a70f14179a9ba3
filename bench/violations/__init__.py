"""What goes wrong in a firm, done to the sample firm one at a time; each must turn the right item red, and show it.

`breaking.violations()` are done with the services that people use, or by letting time pass; the few that services
refuse are written past them, as somebody at the database would. All is rolled back after each.
"""
