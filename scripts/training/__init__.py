"""Training of the scorers: examples from gold reports, and weights from examples."""
