# test: run -m calendar 2026 11
