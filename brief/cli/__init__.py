"""The command line: parse flags, call one workflow, render. Nothing else."""
