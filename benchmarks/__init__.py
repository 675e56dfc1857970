"""Measurements, side by side with a named peer, and the script that trains the matcher."""
