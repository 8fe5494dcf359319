"""Facts on life-sciences enablers in Flanders, their model, and the search over them.

Plain Python: nothing here may import Rasa, spaCy or anything above this package.
"""
