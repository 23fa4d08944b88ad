"""Scenes out of doors: a park with or without litter, a bed with or without weeds."""

from random import Random

from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int]


def shade(colour: Colour, chance: Random, spread: int = 18) -> Colour:
    """Nearly this colour: lighter or darker, and a little warmer or colder."""
    light = chance.randint(-spread, spread)
    red, green, blue = (max(0, min(255, part + light + chance.randint(-4, 4))) for part in colour)
    return red, green, blue


def draw_park(draw: ImageDraw, chance: Random, width: int, height: int, done: bool) -> None:
    """Sky, houses, grass, a path, trees and a bench; litter on the grass until it is done."""
    horizon = height * chance.randint(38, 50) // 100
    _sky(draw, chance, width, horizon)
    _houses(draw, chance, width, horizon)
    grass = shade((104, 146, 74), chance, 22)
    draw.rectangle((0, horizon, width, height), fill=grass)
    for _ in range(220):
        x, y = chance.randrange(width), chance.randint(horizon + 2, height)
        draw.line((x, y, x + chance.randint(-2, 2), y - 5), fill=shade(grass, chance, 26))
    bend = chance.randint(width // 4, width * 3 // 4)
    path = [(bend - 12, horizon), (bend + 12, horizon), (bend + 150, height), (bend - 90, height)]
    draw.polygon(path, fill=shade((186, 172, 148), chance))
    for x in (chance.randrange(width) for _ in range(chance.randint(2, 4))):
        _tree(draw, chance, x, horizon + chance.randint(4, 40))
    _bench(draw, chance, chance.randint(40, width - 130), height * 3 // 4)
    if done:
        _full_bags(draw, chance, width, height)
    else:
        _litter(draw, chance, width, horizon, height)


def draw_bed(draw: ImageDraw, chance: Random, width: int, height: int, done: bool) -> None:
    """A raised bed before a wall: weeds at first, plants in rows when it is done."""
    wall = shade((168, 104, 82), chance, 24)
    draw.rectangle((0, 0, width, height * 2 // 5), fill=wall)
    for row in range(0, height * 2 // 5, 14):
        for x in range(-(row // 14 % 2) * 16, width, 34):
            draw.rectangle((x, row, x + 32, row + 12), fill=shade(wall, chance, 12))
    draw.rectangle((0, height * 2 // 5, width, height), fill=shade((172, 166, 156), chance))
    top, bottom = height // 2, height * 7 // 8
    draw.rectangle((30, top - 12, width - 30, bottom + 12), fill=shade((122, 88, 56), chance))
    earth = shade((74, 54, 40), chance, 10)
    draw.rectangle((42, top, width - 42, bottom), fill=earth)
    if not done:
        for _ in range(150):
            _weed(draw, chance, chance.randint(46, width - 46), chance.randint(top, bottom))
        return
    bloom = chance.choice([(214, 74, 92), (238, 176, 54), (168, 92, 176), (244, 240, 232)])
    for row in range(3):
        for x in range(70, width - 60, 38):
            _plant(draw, chance, x, top + 26 + row * (bottom - top) // 3, bloom)


def _sky(draw: ImageDraw, chance: Random, width: int, horizon: int) -> None:
    above, below = chance.choice(
        [((122, 164, 206), (206, 222, 234)), ((168, 176, 184), (214, 216, 216)),
         ((226, 176, 142), (244, 220, 190))]
    )  # fmt: skip
    for y in range(horizon):
        mixed = tuple(a + (b - a) * y // horizon for a, b in zip(above, below, strict=True))
        draw.line((0, y, width, y), fill=mixed)


def _houses(draw: ImageDraw, chance: Random, width: int, horizon: int) -> None:
    x = -20
    while x < width:
        wide, high = chance.randint(54, 96), chance.randint(34, 64)
        wall = shade(chance.choice([(154, 92, 72), (196, 186, 170), (132, 122, 116)]), chance)
        draw.rectangle((x, horizon - high, x + wide, horizon), fill=wall)
        roof = [(x - 4, horizon - high), (x + wide // 2, horizon - high - 26),
                (x + wide + 4, horizon - high)]  # fmt: skip
        draw.polygon(roof, fill=shade((92, 72, 68), chance))
        for window in range(x + 10, x + wide - 14, 24):
            top = horizon - high + 12
            glass = shade((222, 226, 214), chance)
            draw.rectangle((window, top, window + 12, top + 14), fill=glass)
        x += wide + chance.randint(0, 30)


def _tree(draw: ImageDraw, chance: Random, x: int, foot: int) -> None:
    high = chance.randint(90, 150)
    draw.rectangle((x - 5, foot - high // 2, x + 5, foot), fill=shade((98, 76, 58), chance))
    crown = chance.choice([(84, 126, 62), (176, 122, 52), (122, 138, 66)])
    for _ in range(16):
        dx, dy, size = chance.randint(-34, 34), chance.randint(-34, 26), chance.randint(14, 26)
        middle = foot - high * 2 // 3 + dy
        box = (x + dx - size, middle - size, x + dx + size, middle + size)
        draw.ellipse(box, fill=shade(crown, chance))


def _bench(draw: ImageDraw, chance: Random, x: int, y: int) -> None:
    wood = shade((128, 92, 60), chance)
    for dy in (-26, -14, 0):
        draw.rectangle((x, y + dy, x + 92, y + dy + 7), fill=wood)
    for dx in (8, 78):
        draw.rectangle((x + dx, y - 26, x + dx + 5, y + 22), fill=(62, 60, 60))


def _litter(draw: ImageDraw, chance: Random, width: int, horizon: int, height: int) -> None:
    for _ in range(26):
        x, y = chance.randrange(width), chance.randint(horizon + 30, height - 8)
        scrap = chance.choice([(240, 240, 236), (206, 56, 60), (58, 108, 178), (232, 196, 62)])
        wide, high = chance.randint(6, 16), chance.randint(4, 9)
        draw.polygon([(x, y), (x + wide, y - 3), (x + wide + 3, y + high), (x + 2, y + high)],
                     fill=scrap)  # fmt: skip


def _full_bags(draw: ImageDraw, chance: Random, width: int, height: int) -> None:
    colour = chance.choice([(58, 62, 66), (72, 116, 168), (196, 186, 92)])
    for number in range(chance.randint(2, 4)):
        x, y = chance.randint(50, 90) + number * 46, height - chance.randint(14, 30)
        draw.ellipse((x - 24, y - 50, x + 24, y), fill=shade(colour, chance, 8))
        draw.polygon([(x - 7, y - 46), (x, y - 64), (x + 7, y - 46)], fill=shade(colour, chance, 8))


def _weed(draw: ImageDraw, chance: Random, x: int, y: int) -> None:
    green = shade((104, 138, 66), chance, 30)
    for _ in range(3):
        tip = (x + chance.randint(-12, 12), y - chance.randint(8, 26))
        draw.line(((x, y), tip), fill=green, width=2)


def _plant(draw: ImageDraw, chance: Random, x: int, y: int, bloom: Colour) -> None:
    for _ in range(7):
        dx, dy = chance.randint(-12, 12), chance.randint(-14, 4)
        draw.ellipse((x + dx - 7, y + dy - 7, x + dx + 7, y + dy + 7),
                     fill=shade((72, 122, 64), chance))  # fmt: skip
    for _ in range(4):
        dx, dy = chance.randint(-11, 11), chance.randint(-18, -4)
        draw.ellipse((x + dx - 4, y + dy - 4, x + dx + 4, y + dy + 4), fill=shade(bloom, chance))
