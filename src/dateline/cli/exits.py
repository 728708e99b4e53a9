"""Exit codes of the program: part of its contract."""

DONE = 0
REJECTED = 1
WRONG_USAGE = 2
NOT_WRITTEN = 3
INTERRUPTED = 130  # 128 + SIGINT, as shells expect
