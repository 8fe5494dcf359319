"""Starting the assistant: training when needed, its servers, and their end."""
