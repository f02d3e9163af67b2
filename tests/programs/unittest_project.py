# test: run -m unittest -v project.tests.test_stats
# test: env PYTHONPATH=data
# test: ignore stderr
# The report goes to standard error and has a duration in it; unittest_report.py compares it.
