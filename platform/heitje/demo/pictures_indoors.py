"""Scenes indoors: a set table, shelves that were a heap, a bench on trestles."""

from random import Random

from PIL.ImageDraw import ImageDraw

from heitje.demo.pictures_outdoors import Colour, shade


def draw_room(draw: ImageDraw, chance: Random, width: int, height: int, done: bool) -> None:
    """A room with a window and a long table: bare at first, with cups and a cake when done."""
    _room(draw, chance, width, height)
    cloth = shade(chance.choice([(196, 72, 78), (88, 132, 168), (226, 214, 186)]), chance)
    top = height * 3 // 5
    wood = shade((152, 112, 76), chance)
    table = [(60, top), (width - 60, top), (width - 16, height - 50), (16, height - 50)]
    draw.polygon(table, fill=cloth if done else wood)
    for x in (34, width - 46):
        draw.rectangle((x, height - 50, x + 12, height), fill=wood)
    if not done:
        return
    for number in range(6):
        _cup(draw, chance, 96 + number * (width - 190) // 5, top + 22 + number % 2 * 44)
    middle = width // 2
    draw.ellipse((middle - 40, top + 26, middle + 40, top + 58), fill=(238, 232, 222))
    draw.pieslice((middle - 32, top + 24, middle + 32, top + 52), 20, 340, fill=(206, 148, 82))


def draw_shelves(draw: ImageDraw, chance: Random, width: int, height: int, done: bool) -> None:
    """A rack of shelves: boxes in a heap before it at first, all of them on it when done."""
    _room(draw, chance, width, height, window=False)
    wood = shade((176, 142, 102), chance)
    left, right = width // 8, width * 7 // 8
    levels = [height * part // 10 for part in (2, 4, 6, 8)]
    for y in levels:
        draw.rectangle((left, y, right, y + 8), fill=wood)
    for x in (left, (left + right) // 2, right):
        draw.rectangle((x - 4, height // 10, x + 4, height * 9 // 10), fill=shade(wood, chance, 8))
    if done:
        for y in levels:
            x = left + 8
            while x < right - 50:
                x = _box(draw, chance, x, y) + chance.randint(2, 10)
        return
    for _ in range(24):
        foot = chance.randint(height * 7 // 10, height - 4)
        _box(draw, chance, chance.randint(20, width - 80), foot)


def draw_workshop(draw: ImageDraw, chance: Random, width: int, height: int, done: bool) -> None:
    """A bench of planks on trestles: grey and worn at first, painted when done."""
    _room(draw, chance, width, height, window=chance.random() < 0.5)
    worn = (148, 142, 134)
    paint: Colour = chance.choice([(46, 108, 96), (178, 64, 54), (62, 92, 148), (206, 160, 70)])
    y = height * 11 // 20
    for number in range(5):
        plank = shade(paint if done else worn, chance, 8 if done else 24)
        draw.rectangle((50, y + number * 24, width - 50, y + number * 24 + 19), fill=plank)
        if not done:
            for _ in range(9):
                x = chance.randint(54, width - 80)
                draw.line((x, y + number * 24 + 9, x + 22, y + number * 24 + 10), fill=(96, 88, 80))
    for x in (90, width - 110):
        legs = [(x, y + 118), (x + 20, y + 118), (x + 34, height), (x - 14, height)]
        draw.polygon(legs, fill=shade((122, 88, 58), chance))
    can = chance.randint(70, width - 110)
    draw.rectangle((can, y - 44, can + 34, y - 2), fill=paint)
    draw.ellipse((can, y - 50, can + 34, y - 38), fill=shade((222, 222, 218), chance))


def _room(draw: ImageDraw, chance: Random, width: int, height: int, *, window: bool = True) -> None:
    wall = shade(chance.choice([(226, 216, 198), (206, 218, 214), (232, 222, 222)]), chance)
    draw.rectangle((0, 0, width, height * 7 // 10), fill=wall)
    floor = shade((158, 132, 104), chance)
    draw.rectangle((0, height * 7 // 10, width, height), fill=floor)
    for x in range(-80, width, 46):
        draw.line((x, height, x + 90, height * 7 // 10), fill=shade(floor, chance, 8), width=2)
    if window:
        x = chance.randint(40, width - 180)
        draw.rectangle((x - 8, 34, x + 138, 158), fill=(246, 244, 238))
        draw.rectangle((x, 42, x + 130, 150), fill=shade((182, 208, 224), chance))
        draw.line((x + 65, 42, x + 65, 150), fill=(246, 244, 238), width=6)


def _cup(draw: ImageDraw, chance: Random, x: int, y: int) -> None:
    colour = shade((240, 238, 232), chance, 10)
    draw.ellipse((x - 20, y + 10, x + 20, y + 22), fill=shade((214, 210, 202), chance, 10))
    draw.rectangle((x - 12, y - 6, x + 12, y + 14), fill=colour)
    draw.ellipse((x - 12, y - 11, x + 12, y - 1), fill=(92, 62, 44))


def _box(draw: ImageDraw, chance: Random, x: int, foot: int) -> int:
    wide, high = chance.randint(26, 54), chance.randint(22, 48)
    colour = shade(chance.choice([(190, 150, 104), (112, 142, 166), (206, 196, 178)]), chance)
    draw.rectangle((x, foot - high, x + wide, foot), fill=colour)
    middle = foot - high // 2
    draw.line((x, middle, x + wide, middle), fill=shade(colour, chance, 30), width=3)
    return x + wide
