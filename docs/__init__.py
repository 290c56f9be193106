"""docs: the documentation, and the scripts that make what can be made of it from the code."""
