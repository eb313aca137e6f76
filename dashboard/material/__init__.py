"""What is taken into a meeting: figures of the dashboard in the files that an office works with."""
