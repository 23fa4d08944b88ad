"""Derive a complete, accessible colour theme from two municipal colours.

A municipality gives a brand colour and an accent colour, in any hex. Everything
else follows from those two, in OKLCH, for a light and a dark theme:

    >>> t = derive("#0b5a5e", "#f2a541")
    >>> audit(t)
    []
    >>> print(css(t))            # doctest: +SKIP

Promises, checked by ``audit``:

* every text colour reaches 4.5:1 on every ground it may be used on;
* every control edge, icon, focus ring and data colour reaches 3:1;
* a brand colour that is too pale to be seen on the page keeps its own fill and
  gets an ink edge, so the municipality still recognises its colour;
* text on a gradient holds along the whole gradient, not only at its two ends.

Standard library only. No colour is written anywhere else in the product.
"""

from __future__ import annotations

import math
import re
import sys

TEXT = 4.5
UI = 3.0
MODES = ("light", "dark")

# ---------------------------------------------------------------- colour maths


def _parse(value: str) -> tuple[float, float, float]:
    """Read #rgb or #rrggbb as sRGB channels between 0 and 1."""
    m = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value.strip())
    if not m:
        raise ValueError(f"geen geldige kleur: {value!r}")
    h = m.group(1)
    if len(h) == 3:
        h = "".join(c * 2 for c in h)
    return tuple(int(h[i : i + 2], 16) / 255 for i in (0, 2, 4))


def _hex(rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, c)) * 255):02x}" for c in rgb)


def _to_linear(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4


def _from_linear(c: float) -> float:
    return 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055


def _cbrt(x: float) -> float:
    return math.copysign(abs(x) ** (1 / 3), x)


def to_oklch(value: str) -> tuple[float, float, float]:
    r, g, b = (_to_linear(c) for c in _parse(value))
    l_ = _cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    m_ = _cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s_ = _cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    L = 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_
    A = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    B = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return L, math.hypot(A, B), math.degrees(math.atan2(B, A)) % 360


def _linear(L: float, C: float, H: float):
    a, b = C * math.cos(math.radians(H)), C * math.sin(math.radians(H))
    l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (L - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    )


def oklch(L: float, C: float, H: float) -> str:
    """Nearest hex that keeps lightness and hue; chroma gives way if it must."""
    L = min(1.0, max(0.0, L))

    def fits(c):
        return all(-1e-4 <= v <= 1.0001 for v in _linear(L, c, H))

    if not fits(C):
        lo, hi = 0.0, C
        for _ in range(22):
            mid = (lo + hi) / 2
            lo, hi = (mid, hi) if fits(mid) else (lo, mid)
        C = lo
    return _hex(_from_linear(min(1.0, max(0.0, v))) for v in _linear(L, C, H))


def luminance(value: str) -> float:
    r, g, b = (_to_linear(c) for c in _parse(value))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    x, y = sorted((luminance(a), luminance(b)), reverse=True)
    return (x + 0.05) / (y + 0.05)


def mix(a: str, b: str, t: float) -> str:
    """A point on an sRGB gradient, the way a browser paints it by default."""
    return _hex(x + (y - x) * t for x, y in zip(_parse(a), _parse(b)))


# ------------------------------------------------------------------- fitting


def _worst(colour: str, grounds) -> float:
    return min(contrast(colour, g) for g in grounds)


def _fit(L, C, H, grounds, ratio, toward) -> str:
    """Move lightness from L toward black (0) or white (1) until it reads.

    The smallest move that reaches the ratio on every ground wins, so colours
    stay as close to the wish as they can.
    """
    best = oklch(L, C, H)
    if _worst(best, grounds) >= ratio:
        return best
    for i in range(1, 201):
        best = oklch(L + (toward - L) * i / 200, C, H)
        if _worst(best, grounds) >= ratio:
            return best
    return "#000000" if toward == 0 else "#ffffff"


def _on(fill_list, hue, want=TEXT) -> str:
    """Text on a fill: white where it reads, else the lightest ink that does."""
    if _worst("#ffffff", fill_list) >= want:
        return "#ffffff"
    ink = oklch(0.22, 0.03, hue)
    if _worst(ink, fill_list) >= want:
        return ink
    # Black or white always reaches 4.58:1 on a single flat colour.
    return max(("#000000", "#ffffff"), key=lambda c: _worst(c, fill_list))


def _steps(a: str, b: str, n: int = 12):
    return [mix(a, b, i / n) for i in range(n + 1)]


STATUS = {  # hue, chroma; fixed, so that green is never "our brand"
    "ok": (152, 0.13),
    "warn": (72, 0.13),
    "bad": (25, 0.17),
    "info": (248, 0.12),
}
DATA_SHIFT = (0, 55, 140, 215, 290)


def _mode(mode: str, brand: str, accent: str) -> dict[str, str]:
    light = mode == "light"
    bL, bC, bH = to_oklch(brand)
    aL, aC, aH = to_oklch(accent)
    if bC < 0.02:  # a grey brand has no useful hue
        bH = 75.0
    if aC < 0.02:
        aH = bH
    away = 0.0 if light else 1.0  # direction in which text gains contrast
    t: dict[str, str] = {}

    # Grounds: paper with a breath of warmth and a trace of the brand.
    warm = 80.0
    gH = warm
    gC = 0.006
    if light:
        t["canvas"] = oklch(0.975, gC, gH)
        t["surface"] = "#ffffff"
        t["sunken"] = oklch(0.952, gC + 0.002, gH)
        t["raised"] = "#ffffff"
    else:
        t["canvas"] = oklch(0.185, 0.008, bH)
        t["surface"] = oklch(0.228, 0.010, bH)
        t["sunken"] = oklch(0.158, 0.008, bH)
        t["raised"] = oklch(0.268, 0.012, bH)
    grounds = [t["canvas"], t["surface"], t["sunken"], t["raised"]]

    # Ink.
    t["ink"] = _fit(0.235 if light else 0.955, 0.018 if light else 0.006, bH, grounds, 12, away)
    t["ink-2"] = _fit(0.43 if light else 0.80, 0.014, bH, grounds, 6.5, away)
    t["ink-3"] = _fit(0.53 if light else 0.70, 0.012, bH, grounds, TEXT + 0.1, away)
    t["line"] = oklch(0.905 if light else 0.335, 0.008, gH if light else bH)
    t["edge"] = _fit(0.64 if light else 0.55, 0.012, bH, grounds, UI + 0.1, away)

    # Brand and accent fills.
    for name, (L, C, H, own) in {
        "brand": (bL, bC, bH, brand),
        "accent": (aL, aC, aH, accent),
    }.items():
        base = own if own.startswith("#") else "#" + own
        base = _hex(_parse(base))
        if not light:
            # A deep brand would drown in the dark: lift it until it stands out.
            base = _fit(max(L, 0.56), C, H, grounds, UI + 0.1, 1.0)
            if L > 0.56 and _worst(_hex(_parse(own)), grounds) >= UI:
                base = _hex(_parse(own))
        on = _on([base], H)
        step = -0.045 if luminance(on) > 0.5 else 0.045  # away from its text
        fL, fC, fH = to_oklch(base)
        fH = H
        hover, press = oklch(fL + step, fC, fH), oklch(fL + 2 * step, fC, fH)
        if contrast(on, hover) < TEXT:
            hover = base
        if contrast(on, press) < TEXT:
            press = hover
        t[name] = base
        t[f"{name}-hover"] = hover
        t[f"{name}-press"] = press
        t[f"on-{name}"] = on
        # Too pale to be seen as a control: ink edge. Else the edge is the fill.
        visible = min(_worst(x, grounds) for x in (base, hover, press)) >= UI
        t[f"{name}-edge"] = base if visible else t["ink-2"]
        softC = min(C, 0.15)
        if light:
            soft = oklch(0.955, softC * 0.24, H)
            soft2 = oklch(0.915, softC * 0.42, H)
        else:
            soft = oklch(0.285, softC * 0.34, H)
            soft2 = oklch(0.345, softC * 0.42, H)
        t[f"{name}-soft"] = soft
        t[f"{name}-soft-2"] = soft2
        t[f"on-{name}-soft"] = _fit(
            0.36 if light else 0.90, min(C, 0.09), H, [soft, soft2], 6.0, away
        )
        t[f"{name}-ink"] = _fit(
            min(L, 0.52) if light else max(L, 0.72), C, H, grounds + [soft], TEXT + 0.1, away
        )

    # The balance card: the one place where the brand is loud.
    fL, fC, fH = to_oklch(t["brand"])
    if not light and bL < 0.75:
        # At night the card is deep; its edge, the lifted brand, draws its outline.
        top = oklch(min(0.42, max(0.34, bL)), min(bC, 0.11), bH)
        end = oklch(0.27, min(bC, 0.09), bH - 14)
    elif luminance(t["on-brand"]) > 0.5:
        top = t["brand"]
        end = oklch(max(0.16, fL - 0.11), fC * 0.95, bH - 14)
    else:
        top = t["brand"]
        end = oklch(min(0.97, fL + 0.05), fC * 0.9, bH + 10)
    span = _steps(top, end)
    on = _on(span, bH)
    if _worst(on, span) < TEXT:
        end, span = top, [top]
        on = _on(span, bH)
    t["hero"], t["hero-end"], t["on-hero"] = top, end, on
    # quieter text on the card: step toward the card as far as reading allows
    quiet = on
    for i in range(1, 31):
        q = mix(on, top, i / 100)
        if _worst(q, span) < max(TEXT + 0.2, 0):
            break
        quiet = q
    t["on-hero-2"] = quiet
    t["hero-edge"] = next(
        (c for c in (top, t["brand-edge"]) if _worst(c, grounds) >= UI), t["ink-2"]
    )
    # A ring and buttons that lie on the card.
    t["hero-line"] = mix(top, on, 0.30)
    t["hero-chip"] = (
        mix(top, on, 0.0) if _worst(on, [mix(top, on, 0.14)] + span) < TEXT else mix(top, on, 0.14)
    )

    # The coin: always metal of the accent, readable on its own.
    cL = min(0.86, max(0.72, aL))
    t["coin"] = oklch(cL, min(max(aC, 0.09), 0.15), aH)
    t["coin-rim"] = _fit(cL - 0.26, min(max(aC, 0.08), 0.13), aH, [t["coin"]], UI + 0.1, 0.0)
    t["coin-edge"] = t["coin-rim"] if light else t["coin"]
    if _worst(t["coin-edge"], [t["canvas"], t["surface"]]) < UI:
        t["coin-edge"] = _fit(0.5, 0.05, aH, [t["canvas"], t["surface"]], UI + 0.1, away)

    # Status.
    for name, (H, C) in STATUS.items():
        soft = oklch(0.958, C * 0.22, H) if light else oklch(0.28, C * 0.36, H)
        t[f"{name}-soft"] = soft
        t[f"{name}-ink"] = _fit(0.47 if light else 0.80, C, H, grounds + [soft], TEXT + 0.3, away)
        fill = _fit(0.52 if light else 0.66, C, H, grounds, UI + 0.3, away)
        t[name] = fill
        t[f"on-{name}"] = _on([fill], H)
        t[f"{name}-line"] = oklch(0.86, C * 0.42, H) if light else oklch(0.42, C * 0.5, H)

    # Focus: one ring for everything, with a gap in the ground colour.
    t["focus"] = _fit(0.50 if light else 0.80, 0.17, 255, grounds, 4.0, away)
    t["focus-gap"] = t["surface"]
    # On fills the ring is drawn outside, so it must only stand out on grounds.

    # Data colours: brand hue first, then evenly away from it.
    for i, shift in enumerate(DATA_SHIFT, 1):
        L0 = (0.55 if light else 0.70) + (0.05 if i % 2 == 0 else 0)
        t[f"data-{i}"] = _fit(
            L0, 0.11 if i > 1 else max(0.07, min(bC, 0.14)), bH + shift, grounds, UI + 0.1, away
        )

    # Map: calm, decorative; what carries meaning on it uses ink and brand.
    if light:
        t.update(
            {
                "map-ground": oklch(0.955, 0.010, 95),
                "map-built": oklch(0.925, 0.012, 80),
                "map-green": oklch(0.915, 0.045, 145),
                "map-water": oklch(0.89, 0.04, 230),
                "map-road": "#ffffff",
            }
        )
    else:
        t.update(
            {
                "map-ground": oklch(0.25, 0.010, 95),
                "map-built": oklch(0.285, 0.010, 80),
                "map-green": oklch(0.30, 0.035, 145),
                "map-water": oklch(0.31, 0.04, 230),
                "map-road": oklch(0.36, 0.008, 90),
            }
        )
    t["map-label"] = _fit(
        0.42 if light else 0.82,
        0.012,
        bH,
        [t[k] for k in ("map-ground", "map-built", "map-green", "map-water", "map-road")],
        TEXT + 0.1,
        away,
    )
    t["shadow"] = "28 25 20" if light else "0 0 0"
    t["scrim"] = "rgb(20 18 15 / .55)" if light else "rgb(0 0 0 / .66)"
    return t


def derive(brand: str, accent: str) -> dict[str, str]:
    """All tokens of both modes; keys read ``light.brand-ink``, ``dark.canvas``."""
    out: dict[str, str] = {}
    for mode in MODES:
        for k, v in _mode(mode, _hex(_parse(brand)), _hex(_parse(accent))).items():
            out[f"{mode}.{k}"] = v
    return out


# --------------------------------------------------------------------- output


def css(tokens: dict[str, str], title: str = "") -> str:
    """A stylesheet with only custom properties. Served as a file, never inline."""

    def block(mode, indent):
        return "\n".join(
            f"{indent}--{k.split('.', 1)[1]}: {v};"
            for k, v in tokens.items()
            if k.startswith(mode + ".")
        )

    head = f"/* {title} */\n" if title else ""
    return (
        f"{head}:root {{\n  color-scheme: light;\n{block('light', '  ')}\n}}\n"
        f'@media (prefers-color-scheme: dark) {{\n  :root:not([data-theme="light"]) {{\n'
        f"    color-scheme: dark;\n{block('dark', '    ')}\n  }}\n}}\n"
        f':root[data-theme="dark"] {{\n  color-scheme: dark;\n{block("dark", "  ")}\n}}\n'
    )


# ---------------------------------------------------------------------- audit

GROUNDS = ("canvas", "surface", "sunken", "raised")


def _rules():
    """(foreground, background, needed ratio); background may be a gradient."""
    for g in GROUNDS:
        for fg in ("ink", "ink-2", "ink-3", "brand-ink", "accent-ink"):
            yield fg, (g,), TEXT
        for s in STATUS:
            yield f"{s}-ink", (g,), TEXT
            yield s, (g,), UI
        for fg in ("edge", "focus"):
            yield fg, (g,), UI
        for i in range(1, len(DATA_SHIFT) + 1):
            yield f"data-{i}", (g,), UI
        for n in ("brand", "accent"):
            yield f"{n}-edge", (g,), UI
        yield "hero-edge", (g,), UI
    for n in ("brand", "accent"):
        for state in ("", "-hover", "-press"):
            yield f"on-{n}", (n + state,), TEXT
        for state in ("-soft", "-soft-2"):
            yield f"on-{n}-soft", (n + state,), TEXT
        yield f"{n}-ink", (f"{n}-soft",), TEXT
    for s in STATUS:
        yield f"on-{s}", (s,), TEXT
        yield f"{s}-ink", (f"{s}-soft",), TEXT
    for fg in ("on-hero", "on-hero-2"):
        yield fg, ("hero", "hero-end"), TEXT
    yield "on-hero", ("hero-chip",), TEXT
    yield "coin-rim", ("coin",), UI
    yield "coin-edge", ("surface",), UI
    yield "coin-edge", ("canvas",), UI
    for m in ("ground", "built", "green", "water", "road"):
        yield "map-label", (f"map-{m}",), TEXT


def audit(tokens: dict[str, str]) -> list[str]:
    """Every promise that is broken, in words. An empty list means: ship it."""
    bad = []
    for mode in MODES:
        for fg, bg, need in _rules():
            try:
                a, bs = tokens[f"{mode}.{fg}"], [tokens[f"{mode}.{b}"] for b in bg]
            except KeyError as e:
                bad.append(f"{mode}: {e.args[0]} ontbreekt")
                continue
            grounds = _steps(*bs) if len(bs) == 2 else bs
            got = _worst(a, grounds)
            if got < need:
                bad.append(f"{mode}: {fg} op {'–'.join(bg)} haalt {got:.2f}, nodig {need}")
    return bad


def main(argv: list[str]) -> int:
    if argv[:1] == ["--check"]:
        import random

        rnd = random.Random(int(argv[2]) if len(argv) > 2 else 7)
        n = int(argv[1]) if len(argv) > 1 else 600
        edge = [
            "#000",
            "#fff",
            "#777",
            "#ff0",
            "#0ff",
            "#f0f",
            "#f00",
            "#0f0",
            "#00f",
            "#fffde7",
            "#010101",
            "#808080",
            "#767676",
            "#757575",
            "#ffe4e1",
        ]
        pairs = [(a, b) for a in edge for b in edge]
        pairs += [tuple(f"#{rnd.randrange(1 << 24):06x}" for _ in "ab") for _ in range(n)]
        failed = 0
        for pair in pairs:
            for p in audit(derive(*pair)):
                failed += 1
                print(*pair, p)
        print(f"{len(pairs)} paren, {failed} problemen")
        return 1 if failed else 0
    if len(argv) < 2:
        print("gebruik: theme.py MERK ACCENT [NAAM]  |  theme.py --check [AANTAL] [ZAAD]")
        return 2
    t = derive(argv[0], argv[1])
    problems = audit(t)
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    print(css(t, " ".join(argv[2:])), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
