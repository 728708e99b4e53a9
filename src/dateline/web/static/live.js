// Pages work without script; this file makes forms answer while one types or slides.
