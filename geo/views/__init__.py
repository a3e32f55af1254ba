"""Streamlit: state in the address, caches, the map component, messages."""
