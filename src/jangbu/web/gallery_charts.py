"""The drawings of the gallery: the charts engine at work on made-up figures."""
