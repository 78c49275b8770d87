"""Reading dates: finding them in the reading text, and telling what happened on them."""
