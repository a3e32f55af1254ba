"""Statistics of counts on units with neighbours: arrays in, arrays out, nothing of the domain."""
