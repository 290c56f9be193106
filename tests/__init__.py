"""The tests: one module for each of the project's, and benchmarks apart."""
