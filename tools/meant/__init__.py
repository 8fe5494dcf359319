"""Learns from dialogues of strangers what tells who is meant (actions/meant.yml).

For the developer who changes a sign in actions/signs.py, or has new dialogues:
`python -m tools.meant` plays all of tests/hands with `must`, and writes the weights anew.
"""
