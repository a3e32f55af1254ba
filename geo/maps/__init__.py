"""Maps from finished frames: the Folium door, geometry files, what a view sends."""
