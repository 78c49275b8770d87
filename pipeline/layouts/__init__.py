"""Forms of letters: layouts, which are data (`patterns/layouts/*.yml`), and a letter's structure as they tell it."""
