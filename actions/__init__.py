"""Thin Rasa actions: slots and entities in, an Answer out."""
