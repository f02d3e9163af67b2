"""Escape times of the Mandelbrot set: a float loop with local variables, and complex numbers for one row."""


def escape(cx, cy, limit):
    x = y = 0.0
    for n in range(limit):
        xx, yy = x * x, y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return limit


def complex_row(width, limit):
    total = 0
    for i in range(width):
        z, c = 0j, complex(i * 3.0 / width - 2.0, 0.1)
        n = 0
        while n < limit and abs(z) <= 2.0:
            z = z * z + c
            n += 1
        total += n
    return total


def run():
    width, height, limit = 90, 60, 100
    total = 0
    for row in range(height):
        cy = row * 2.0 / height - 1.0
        for column in range(width):
            total += escape(column * 3.0 / width - 2.0, cy, limit)
    return total, complex_row(200, limit)
