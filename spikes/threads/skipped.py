"""Programs that cannot print the same twice in one process, and why. Everything else must."""

SKIPPED = {
}
