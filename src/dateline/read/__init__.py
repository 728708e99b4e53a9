"""Bytes to stories.

Takes: paths (files, folders, globs, `-`), bytes, or text that the caller has.
Gives: Story, with decoded text, given metadata and a content id, in the order of the paths' names.
Drops: what is not a story in English, or cannot be read: one Declined each, with rule, cause, cure, path and line.
Reads: the files named, and nothing else: no network, no entities, no scripts, no more than the limits allow.
Never: raises over content; shifts a character: control characters are replaced one for one.
"""

from .reading import read_bytes, read_paths, read_text

__all__ = ["read_bytes", "read_paths", "read_text"]
