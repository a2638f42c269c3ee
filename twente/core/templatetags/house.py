"""Template tags and filters of the house; registered as builtins."""

from django import template

register = template.Library()
