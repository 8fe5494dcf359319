"""Understanding: spaCy and Rasa components that find the knowledge's names and words in a message."""
