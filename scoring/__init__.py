"""Judgement: values in, values out. Matching, indicators, scorecards; no I/O, no clock."""
