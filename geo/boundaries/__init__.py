"""The register of codes and the polygons of areas: sources, build, load, coast."""
