import sys
sys.stdout.write("no newline at the end")
raise SystemExit(260)