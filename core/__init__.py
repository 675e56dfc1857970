"""What things are called: the nouns, the configuration, the clock, the errors. Imports nothing of ours."""
