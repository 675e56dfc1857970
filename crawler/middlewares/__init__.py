"""What stands between a spider and the web: robots rules, private addresses, the archive's tap, counts."""
