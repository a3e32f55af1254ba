"""Files of strangers become rows of text, in a process of their own that may do little else."""
