"""The assistant in Slack: people of the team ask it there, and take over from it there."""
