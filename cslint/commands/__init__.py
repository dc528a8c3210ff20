"""The commands, a module for each group of them: options in, exit code out; nothing else."""
