"""readers: one module for each family of files, each turning a file into an `Article`."""
