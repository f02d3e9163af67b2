// Entry of the `pyston` command: what the bundle runs.

export {};
