"""Time expressions: words to letters (lexer), letters to expressions (grammar), to forms (build), to dates (anchor_*)."""
