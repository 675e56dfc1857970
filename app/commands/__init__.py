"""Typer commands by theme; each module adds its own to the application.

A command imports its job when it runs: `tayang --help` must not wait for a crawler and a database.
"""
