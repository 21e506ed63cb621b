"""Plots as SVG: what a submission costs, against the number of submissions and against
the number of cases; how long submissions wait, against the number of workers."""
import math
import pathlib

WIDTH, HEIGHT = 460, 340
LEFT, RIGHT, TOP, BOTTOM = 70, 100, 50, 50
SCRIPT, GRADER = "#b3541e", "#1f6fb2"


class Line:
    def __init__(self, name, color, points, dashed=False):
        self.name = name
        self.color = color
        self.points = points  # (x, seconds)
        self.dashed = dashed


def write(results, path):
    lines = [Line("grader", GRADER, [(point["count"], point["each_s"])
                                     for point in results["many"]])]
    by_cases = [
        Line(f"{who}, {name}", color,
             [(point["cases"], point[language][who]["median_s"]) for point in results["cases"]],
             dashed=language == "python")
        for who, color in (("script", SCRIPT), ("grader", GRADER))
        for language, name in (("cpp", "C++"), ("python", "Python"))]
    panels = [_panel("Each of a number of submissions", "submissions, up to 100 distinct", lines),
              _panel("A fresh submission", "cases", by_cases)]
    _write_panels(path, "What it costs to grade a submission", panels)


def write_waiting(deadline, path):
    """What deadline.py found; a thousandth of a second is as good as none."""
    lines = [Line(name, color, [(one["workers"], max(one[key], 0.001)) for one in deadline["fleets"]],
                  dashed=key == "median_s")
             for name, key, color in (("longest", "longest_s", SCRIPT), ("p95", "p95_s", GRADER),
                                      ("median", "median_s", GRADER))]
    _write_panels(path, "How long submissions wait before a deadline",
                  [_panel(f"{deadline['submissions']:,} submissions wait", "workers", lines)])


def _write_panels(path, title, panels):
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(panels) * WIDTH} {HEIGHT}" '
             'font-family="sans-serif" font-size="13" fill="#222">',
             f"<title>{title}</title>",
             f'<rect width="{len(panels) * WIDTH}" height="{HEIGHT}" fill="white"/>']
    for i, panel in enumerate(panels):
        parts += [f'<g transform="translate({i * WIDTH} 0)">', *panel, "</g>"]
    pathlib.Path(path).write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def _panel(title, x_title, lines):
    """Both axes are logarithmic: what doubles is a step, wherever it is."""
    xs = sorted({x for line in lines for x, _ in line.points})
    ys = [y for line in lines for _, y in line.points]
    if not xs:
        return []
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    high = max(high, low + 1)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(x, y):
        along = math.log(x / xs[0]) / math.log(xs[-1] / xs[0]) if len(xs) > 1 else 0
        return LEFT + width * along, TOP + height * (high - math.log10(y)) / (high - low)

    parts = [f'<text x="{LEFT}" y="24" font-weight="bold">{title}</text>',
             f'<text x="{LEFT + width / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">{x_title}'
             "</text>"]
    for power in range(low, high + 1):
        _, y = place(xs[0], 10 ** power)
        parts += [f'<line x1="{LEFT}" x2="{LEFT + width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>',
                  f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_time(10 ** power)}'
                  "</text>"]
    for x in xs:
        left, _ = place(x, 10 ** low)
        parts.append(f'<text x="{left:.1f}" y="{TOP + height + 18}" text-anchor="middle">{x:,}</text>')
    labels = _apart([place(*line.points[-1])[1] for line in lines])
    for line, label in zip(lines, labels):
        corners = [place(x, y) for x, y in line.points]
        dashes = ' stroke-dasharray="5 3"' if line.dashed else ""
        parts.append('<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in corners) +
                     f'" fill="none" stroke="{line.color}" stroke-width="2"{dashes}/>')
        for (x, y), (count, seconds) in zip(corners, line.points):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{line.color}">'
                         f"<title>{line.name}, {count:,}: {_time(seconds)}</title></circle>")
        parts.append(f'<text x="{corners[-1][0] + 9:.1f}" y="{label + 4:.1f}" fill="{line.color}">'
                     f"{line.name}</text>")
    if len(lines) == 1:  # few enough points to say what they are
        for x, y in lines[0].points:
            left, top = place(x, y)
            # Clear of the axis beside the first.
            anchor = "start" if x == lines[0].points[0][0] else "middle"
            parts.append(f'<text x="{left:.1f}" y="{top - 9:.1f}" text-anchor="{anchor}">{_time(y)}'
                         "</text>")
    return parts


def _apart(heights, least=16):
    """The same heights, moved down where they would overlap."""
    moved = list(heights)
    order = sorted(range(len(moved)), key=moved.__getitem__)
    for above, below in zip(order, order[1:]):
        moved[below] = max(moved[below], moved[above] + least)
    return moved


def _time(seconds):
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"
