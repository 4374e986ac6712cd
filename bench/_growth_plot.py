"""Time against the size of a pool, both as logarithms: one SVG."""

import math

WIDTH, HEIGHT, EDGE = 640, 420, 60


def growth_plot(points, slope):
    """`points`: (mentees × mentors, seconds); the slope is written beside the dots."""
    across = [math.log10(pairs) for pairs, _ in points]
    up = [math.log10(seconds) for _, seconds in points]
    left, right = math.floor(min(across)), math.ceil(max(across))
    low, high = math.floor(min(up)), math.ceil(max(up))

    def place(x, y):
        return (
            EDGE + (x - left) / (right - left) * (WIDTH - 2 * EDGE),
            HEIGHT - EDGE - (y - low) / (high - low) * (HEIGHT - 2 * EDGE),
        )

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'font-family="sans-serif" font-size="13">'
        ),
        f"<title>Processor seconds against mentees × mentors, slope {slope:.2f}</title>",
    ]
    for x in range(left, right + 1):
        parts += _rule(place(x, low), place(x, high), f"10^{x}", (-14, 20))
    for y in range(low, high + 1):
        parts += _rule(place(left, y), place(right, y), f"{10.0**y:g} s", (-48, 4))
    dots = [place(x, y) for x, y in zip(across, up, strict=True)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    parts.append(f'<polyline points="{path}" fill="none" stroke="#2a6f6f" stroke-width="2"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#2a6f6f"/>' for x, y in dots]
    parts.append(f'<text x="{EDGE + 16}" y="{EDGE + 4}">slope {slope:.2f}</text>')
    parts.append(f'<text x="{WIDTH / 2 - 60}" y="{HEIGHT - 14}">mentees × mentors</text></svg>')
    return "\n".join(parts) + "\n"


def _rule(start, end, label, shift):
    (x, y), (to_x, to_y) = start, end
    return [
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="#ccc"/>',
        f'<text x="{x + shift[0]:.1f}" y="{y + shift[1]:.1f}">{label}</text>',
    ]
