"""index: an article becomes passages, passages become hits.

Knows texts and how to find places in them; knows nothing of answers. Start with `records`, then `collection`.
"""
