"""What a person types and sees: commands, progress, summaries."""
