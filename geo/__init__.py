"""PetaPORA: boundaries, formation status and maps for Indonesian immigration offices."""

from geo.gdal import harden_gdal

__version__ = "0.1.0"

harden_gdal()
