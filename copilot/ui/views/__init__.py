"""The pages of the desk, one a file, and the frame around them."""
