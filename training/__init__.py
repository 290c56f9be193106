"""What trains the judge; no part of what is installed. `python -m training.mine`, then `python -m training.train`."""
