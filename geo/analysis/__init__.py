"""Pure functions, frames in and frames out."""
