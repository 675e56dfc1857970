"""What officers bring as files: outlets and activities from XLSX, CSV and JSON Lines, checked at the border."""

from app.registry.activities import read_activities
from app.registry.outlets import read_outlets
from app.registry.rows import Imported
from app.registry.templates import template_activities, template_outlets

__all__ = ["Imported", "read_activities", "read_outlets", "template_activities", "template_outlets"]
