"""From a decision to expand to stages, people, tools and money."""
