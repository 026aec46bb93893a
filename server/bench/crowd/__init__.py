"""Ten thousand followers: what they cost our server, a bare floor in C and others of its kind."""
