"""The command line and the jobs: knows every room, decides nothing."""
