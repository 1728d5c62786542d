"""Data that rules hold pages against, each file with its source, licence and date."""
