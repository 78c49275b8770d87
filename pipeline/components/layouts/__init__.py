"""Reading a letter's structure by layouts that are data (`patterns/layouts/*.yml`)."""
