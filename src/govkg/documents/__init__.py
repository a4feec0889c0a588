"""Files of any format → text: what a report says, and by name what was left out of it."""
