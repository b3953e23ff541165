"""What is known of the user's tt-metal: API entries, source chunks and verified patterns."""
