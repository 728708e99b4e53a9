"""Time expressions: words to letters (lexer), letters to expressions (grammar), expressions to forms (build), forms to dates (anchor)."""
