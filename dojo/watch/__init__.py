"""The watch loop and its screen."""
