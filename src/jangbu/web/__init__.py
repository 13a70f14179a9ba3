"""The site: settings, urls, wiring and what all pages share."""
