"""A newsroom to crawl where there is no internet: a fictional regency, its outlets on loopback, and the truth about them."""

from demo.labels import Label, labels
from demo.pieces import NIGHTS, PieceKind, Shape
from demo.sample import activities
from demo.server import Newsroom, Request
from demo.sheets import ACTIVITIES_FILE, OUTLETS_FILE, write_registry

__all__ = [
    "ACTIVITIES_FILE",
    "NIGHTS",
    "OUTLETS_FILE",
    "Label",
    "Newsroom",
    "PieceKind",
    "Request",
    "Shape",
    "activities",
    "labels",
    "write_registry",
]
