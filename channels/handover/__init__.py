"""From the assistant to a person of the welcome team and back; knows neither Slack nor Rasa."""
