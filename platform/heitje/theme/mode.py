"""All colours of one mode, light or dark, out of a brand and an accent colour.

Built in steps, each a small function that adds its roles: grounds first, because everything is
fitted to them.
"""

from dataclasses import dataclass, field
from typing import Final

from heitje.theme.colour import (
    Channels,
    contrast,
    luminance,
    mix,
    oklch,
    plain,
    steps,
    to_oklch,
    worst,
)
from heitje.theme.fitting import TEXT, UI, fit, text_on

Tokens = dict[str, str]
# Hue and chroma; fixed, so that green is never "our brand".
STATUS: Final = {
    "ok": (152.0, 0.13), "warn": (72.0, 0.13), "bad": (25.0, 0.17), "info": (248.0, 0.12),
}  # fmt: skip
DATA_SHIFT: Final = (0, 55, 140, 215, 290)
WARM: Final = 80.0
GREY_CHROMA: Final = 0.02
GREY_HUE: Final = 75.0


@dataclass
class Mode:
    """One mode while it is being made."""

    is_light: bool
    brand: str
    accent: str
    tokens: Tokens = field(default_factory=dict)

    def __post_init__(self) -> None:
        lightness, chroma, hue = to_oklch(self.brand)
        # A grey brand has no useful hue.
        self.brand_lch: Channels = (lightness, chroma, GREY_HUE if chroma < GREY_CHROMA else hue)
        lightness, chroma, hue = to_oklch(self.accent)
        own = self.brand_lch[2] if chroma < GREY_CHROMA else hue
        self.accent_lch: Channels = (lightness, chroma, own)

    @property
    def hue(self) -> float:
        """The brand's hue."""
        return self.brand_lch[2]

    @property
    def away(self) -> float:
        """The direction in which text gains contrast."""
        return 0.0 if self.is_light else 1.0

    @property
    def grounds(self) -> list[str]:
        """What everything lies on."""
        return [self.tokens[name] for name in ("canvas", "surface", "sunken", "raised")]

    def either(self, light: float, dark: float) -> float:
        """The value of this mode."""
        return light if self.is_light else dark

    def fitted(self, lightness: float, chroma: float, hue: float, ratio: float) -> str:
        """A colour that reads on every ground."""
        return fit(lightness, chroma, hue, self.grounds, ratio, self.away)


def derive_mode(*, is_light: bool, brand: str, accent: str) -> Tokens:
    """Every role of one mode. Raises ValueError for what is no colour."""
    mode = Mode(is_light, plain(brand), plain(accent))
    _grounds(mode)
    _ink(mode)
    _fills(mode, "brand", mode.brand, mode.brand_lch)
    _fills(mode, "accent", mode.accent, mode.accent_lch)
    _hero(mode)
    _coin(mode)
    _status(mode)
    _data(mode)
    _map(mode)
    mode.tokens["shadow"] = "28 25 20" if is_light else "0 0 0"
    mode.tokens["scrim"] = "rgb(20 18 15 / .55)" if is_light else "rgb(0 0 0 / .66)"
    return mode.tokens


def _grounds(mode: Mode) -> None:
    """Paper with a breath of warmth; at night a trace of the brand."""
    if mode.is_light:
        mode.tokens.update(
            canvas=oklch(0.975, 0.006, WARM), surface="#ffffff",
            sunken=oklch(0.952, 0.008, WARM), raised="#ffffff",
        )  # fmt: skip
        return
    hue = mode.hue
    mode.tokens.update(
        canvas=oklch(0.185, 0.008, hue), surface=oklch(0.228, 0.010, hue),
        sunken=oklch(0.158, 0.008, hue), raised=oklch(0.268, 0.012, hue),
    )  # fmt: skip


def _ink(mode: Mode) -> None:
    hue, either = mode.hue, mode.either
    mode.tokens["ink"] = mode.fitted(either(0.235, 0.955), either(0.018, 0.006), hue, 12)
    mode.tokens["ink-2"] = mode.fitted(either(0.43, 0.80), 0.014, hue, 6.5)
    mode.tokens["ink-3"] = mode.fitted(either(0.53, 0.70), 0.012, hue, TEXT + 0.1)
    mode.tokens["line"] = oklch(either(0.905, 0.335), 0.008, WARM if mode.is_light else hue)
    mode.tokens["edge"] = mode.fitted(either(0.64, 0.55), 0.012, hue, UI + 0.1)
    mode.tokens["focus"] = mode.fitted(either(0.50, 0.80), 0.17, 255, 4.0)
    mode.tokens["focus-gap"] = mode.tokens["surface"]


def _fills(mode: Mode, name: str, own: str, lch: Channels) -> None:
    """A fill with its states, its edge, its tints and itself as text."""
    tokens, (lightness, chroma, hue) = mode.tokens, lch
    base = own if mode.is_light else _lifted(mode, own, lch)
    on = text_on([base], hue)
    step = -0.045 if luminance(on) > 0.5 else 0.045  # away from its text
    base_lightness, base_chroma, _ = to_oklch(base)
    hover = oklch(base_lightness + step, base_chroma, hue)
    press = oklch(base_lightness + 2 * step, base_chroma, hue)
    hover = hover if contrast(on, hover) >= TEXT else base
    press = press if contrast(on, press) >= TEXT else hover
    # Too pale to be seen as a control: an ink edge. Else the edge is the fill.
    is_visible = min(worst(each, mode.grounds) for each in (base, hover, press)) >= UI
    tint = min(chroma, 0.15)
    soft = oklch(mode.either(0.955, 0.285), tint * mode.either(0.24, 0.34), hue)
    soft_2 = oklch(mode.either(0.915, 0.345), tint * 0.42, hue)
    tokens |= {
        name: base, f"{name}-hover": hover, f"{name}-press": press, f"on-{name}": on,
        f"{name}-edge": base if is_visible else tokens["ink-2"],
        f"{name}-soft": soft, f"{name}-soft-2": soft_2,
        f"on-{name}-soft": fit(mode.either(0.36, 0.90), min(chroma, 0.09), hue, [soft, soft_2],
                               6.0, mode.away),
        f"{name}-ink": fit(min(lightness, 0.52) if mode.is_light else max(lightness, 0.72), chroma,
                           hue, [*mode.grounds, soft], TEXT + 0.1, mode.away),
    }  # fmt: skip


def _lifted(mode: Mode, own: str, lch: Channels) -> str:
    """A deep brand would drown in the dark: lifted until it stands out."""
    lightness, chroma, hue = lch
    if lightness > 0.56 and worst(own, mode.grounds) >= UI:
        return own
    return fit(max(lightness, 0.56), chroma, hue, mode.grounds, UI + 0.1, 1.0)


def _hero(mode: Mode) -> None:
    """The balance card: the one place where the brand is loud."""
    tokens = mode.tokens
    top, end = _hero_span(mode)
    span = list(steps(top, end))
    on = text_on(span, mode.hue)
    if worst(on, span) < TEXT:
        end, span = top, [top]
        on = text_on(span, mode.hue)
    chip = mix(top, on, 0.14)
    tokens |= {
        "hero": top, "hero-end": end, "on-hero": on, "on-hero-2": _quieter(on, top, span),
        "hero-edge": next((each for each in (top, tokens["brand-edge"])
                           if worst(each, mode.grounds) >= UI), tokens["ink-2"]),
        "hero-line": mix(top, on, 0.30),
        "hero-chip": chip if worst(on, [chip, *span]) >= TEXT else top,
    }  # fmt: skip


def _hero_span(mode: Mode) -> tuple[str, str]:
    lightness, chroma, hue = mode.brand_lch
    if not mode.is_light and lightness < 0.75:
        # At night the card is deep; its edge, the lifted brand, draws its outline.
        top = oklch(min(0.42, max(0.34, lightness)), min(chroma, 0.11), hue)
        return top, oklch(0.27, min(chroma, 0.09), hue - 14)
    top = mode.tokens["brand"]
    fill_lightness, fill_chroma, _ = to_oklch(top)
    if luminance(mode.tokens["on-brand"]) > 0.5:
        return top, oklch(max(0.16, fill_lightness - 0.11), fill_chroma * 0.95, hue - 14)
    return top, oklch(min(0.97, fill_lightness + 0.05), fill_chroma * 0.9, hue + 10)


def _quieter(on: str, top: str, span: list[str]) -> str:
    """Quieter text on the card: a step toward the card, as far as reading allows."""
    quiet = on
    for index in range(1, 31):
        tried = mix(on, top, index / 100)
        if worst(tried, span) < TEXT + 0.2:
            break
        quiet = tried
    return quiet


def _coin(mode: Mode) -> None:
    """Always metal of the accent, readable on its own."""
    lightness, chroma, hue = mode.accent_lch
    metal = min(0.86, max(0.72, lightness))
    coin = oklch(metal, min(max(chroma, 0.09), 0.15), hue)
    rim = fit(metal - 0.26, min(max(chroma, 0.08), 0.13), hue, [coin], UI + 0.1, 0.0)
    page = [mode.tokens["canvas"], mode.tokens["surface"]]
    edge = rim if mode.is_light else coin
    if worst(edge, page) < UI:
        edge = fit(0.5, 0.05, hue, page, UI + 0.1, mode.away)
    mode.tokens |= {"coin": coin, "coin-rim": rim, "coin-edge": edge}


def _status(mode: Mode) -> None:
    for name, (hue, chroma) in STATUS.items():
        soft = oklch(mode.either(0.958, 0.28), chroma * mode.either(0.22, 0.36), hue)
        fill = mode.fitted(mode.either(0.52, 0.66), chroma, hue, UI + 0.3)
        mode.tokens |= {
            f"{name}-soft": soft,
            f"{name}-ink": fit(mode.either(0.47, 0.80), chroma, hue, [*mode.grounds, soft],
                               TEXT + 0.3, mode.away),
            name: fill,
            f"on-{name}": text_on([fill], hue),
            f"{name}-line": oklch(mode.either(0.86, 0.42), chroma * mode.either(0.42, 0.5), hue),
        }  # fmt: skip


def _data(mode: Mode) -> None:
    """Brand hue first, then evenly away from it."""
    _, chroma, hue = mode.brand_lch
    for number, shift in enumerate(DATA_SHIFT, start=1):
        lightness = mode.either(0.55, 0.70) + (0.05 if number % 2 == 0 else 0)
        own = max(0.07, min(chroma, 0.14)) if number == 1 else 0.11
        mode.tokens[f"data-{number}"] = mode.fitted(lightness, own, hue + shift, UI + 0.1)


def _map(mode: Mode) -> None:
    """Calm and decorative; what carries meaning on it uses ink and brand."""
    either = mode.either
    parts = {
        "map-ground": oklch(either(0.955, 0.25), 0.010, 95),
        "map-built": oklch(either(0.925, 0.285), either(0.012, 0.010), 80),
        "map-green": oklch(either(0.915, 0.30), either(0.045, 0.035), 145),
        "map-water": oklch(either(0.89, 0.31), 0.04, 230),
        "map-road": "#ffffff" if mode.is_light else oklch(0.36, 0.008, 90),
    }
    label = fit(either(0.42, 0.82), 0.012, mode.hue, list(parts.values()), TEXT + 0.1, mode.away)
    mode.tokens |= {**parts, "map-label": label}
