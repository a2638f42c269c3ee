"""The settings of the product, with one address more to compare with."""

from twente.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
