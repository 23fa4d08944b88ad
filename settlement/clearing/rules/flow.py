"""The cheapest flow through a network whose arcs cost 0 or 1: exact, in integers, plain Python.

Primal-dual (Ford and Fulkerson, 1962): shortest distances by reduced cost, then all that fits
along shortest paths (Dinic, 1970), until nothing fits. Reduced costs stay small whole numbers, so
distances come out of buckets instead of a heap (Dial, 1969).
"""

from typing import Final

FAR: Final = 1 << 62


class Network:
    """Nodes 0 to `nodes` - 1; arcs are numbered as they are added, their opposites in between."""

    def __init__(self, nodes: int) -> None:
        self._heads: list[int] = []
        self._room: list[int] = []
        self._costs: list[int] = []
        self._leaving: list[list[int]] = [[] for _ in range(nodes)]
        # What a node's distance from the source has been so far.
        self._height = [0] * nodes

    def add_arc(self, tail: int, head: int, room: int, cost: int) -> int:
        """An arc with room for so much; answers its number. Its opposite begins without room."""
        number = len(self._heads)
        self._heads += (head, tail)
        self._room += (room, 0)
        self._costs += (cost, -cost)
        self._leaving[tail].append(number)
        self._leaving[head].append(number + 1)
        return number

    def flow_of(self, arc: int) -> int:
        """What runs along an arc."""
        return self._room[arc + 1]

    def send(self, source: int, sink: int) -> None:
        """Let as much run from source to sink as fits, as cheaply as it can."""
        while self._raise_heights(source, sink):
            while levels := self._levels(source, sink):
                self._fill(source, sink, levels)

    def _raise_heights(self, source: int, sink: int) -> bool:
        """Shortest distances by reduced cost; whether the sink can still be reached."""
        distance = [FAR] * len(self._height)
        distance[source] = 0
        buckets = [[source]]
        for far, bucket in enumerate(buckets):
            for tail in bucket:
                if distance[tail] == far:
                    self._relax(tail, far, distance, buckets)
        nearest = distance[sink]
        if nearest == FAR:
            return False
        self._height = [
            height + min(reached, nearest)
            for height, reached in zip(self._height, distance, strict=True)
        ]
        return True

    def _relax(self, tail: int, far: int, distance: list[int], buckets: list[list[int]]) -> None:
        heads, room, costs, heights = self._heads, self._room, self._costs, self._height
        height = heights[tail] + far
        for arc in self._leaving[tail]:
            if room[arc]:
                head = heads[arc]
                reached = height + costs[arc] - heights[head]
                if reached < distance[head]:
                    distance[head] = reached
                    while len(buckets) <= reached:
                        buckets.append([])
                    buckets[reached].append(head)

    def _levels(self, source: int, sink: int) -> list[int]:
        """Steps from the source along shortest paths with room; empty when no path is left."""
        heads, room, costs, heights = self._heads, self._room, self._costs, self._height
        levels = [-1] * len(heights)
        levels[source] = 0
        queue = [source]
        for tail in queue:
            height, level = heights[tail], levels[tail] + 1
            for arc in self._leaving[tail]:
                head = heads[arc]
                if levels[head] < 0 and room[arc] and height + costs[arc] == heights[head]:
                    levels[head] = level
                    queue.append(head)
            if levels[sink] >= 0:
                return levels
        return []

    def _fill(self, source: int, sink: int, levels: list[int]) -> None:
        """Push along paths that go one level up each step, until none is left."""
        tried = [0] * len(levels)
        path: list[int] = []
        node = source
        while True:
            if node == sink:
                node = self._push(path, source)
                continue
            arc = self._next_arc(node, levels, tried)
            if arc >= 0:
                path.append(arc)
                node = self._heads[arc]
            elif path:
                levels[node] = -1
                node = self._heads[path.pop() ^ 1]
            else:
                return

    def _next_arc(self, tail: int, levels: list[int], tried: list[int]) -> int:
        """The next arc one level up with room, or -1; arcs that failed are not tried again."""
        heads, room, costs, heights = self._heads, self._room, self._costs, self._height
        leaving, height, level = self._leaving[tail], heights[tail], levels[tail] + 1
        for place in range(tried[tail], len(leaving)):
            arc = leaving[place]
            head = heads[arc]
            if levels[head] == level and room[arc] and height + costs[arc] == heights[head]:
                tried[tail] = place
                return arc
        tried[tail] = len(leaving)
        return -1

    def _push(self, path: list[int], source: int) -> int:
        """Fill the path; cut it at its first full arc and answer the node it now ends at."""
        amount = min(self._room[arc] for arc in path)
        for arc in path:
            self._room[arc] -= amount
            self._room[arc ^ 1] += amount
        full = next(place for place, arc in enumerate(path) if not self._room[arc])
        del path[full:]
        return self._heads[path[-1]] if path else source
