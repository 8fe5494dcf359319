"""Understanding: spaCy and Rasa components that find the knowledge's words in a message."""
