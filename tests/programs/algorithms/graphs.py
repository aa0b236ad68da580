# Graph searches, a priority queue, union-find, topological order, backtracking.
class Heap:
    def __init__(self):
        self.a = []

    def push(self, x):
        a = self.a
        a.append(x)
        i = len(a) - 1
        while i and a[i] < a[(i - 1) // 2]:
            a[i], a[(i - 1) // 2] = a[(i - 1) // 2], a[i]
            i = (i - 1) // 2

    def pop(self):
        a = self.a
        a[0], a[-1] = a[-1], a[0]
        x = a.pop()
        i = 0
        while True:
            c = min((j for j in (2 * i + 1, 2 * i + 2) if j < len(a)), key=a.__getitem__, default=None)
            if c is None or a[i] <= a[c]:
                return x
            a[i], a[c] = a[c], a[i]
            i = c

    def __bool__(self):
        return bool(self.a)


def edges(n):
    seed = 5
    for i in range(n * 3):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield (seed >> 8) % n, (seed >> 16) % n, 1 + (seed >> 4) % 20


def dijkstra(graph, start):
    dist, heap, prev = {start: 0}, Heap(), {}
    heap.push((0, start))
    while heap:
        d, u = heap.pop()
        if d > dist[u]:
            continue
        for v, w in sorted(graph.get(u, {}).items()):
            if d + w < dist.get(v, float("inf")):
                dist[v] = d + w
                prev[v] = u
                heap.push((d + w, v))
    return dist, prev


n = 60
graph = {}
for a, b, w in edges(n):
    if a != b:
        graph.setdefault(a, {})[b] = w
        graph.setdefault(b, {})[a] = w
dist, prev = dijkstra(graph, 0)
print(len(dist), sum(dist.values()), max(dist.items(), key=lambda kv: (kv[1], kv[0])))
path, v = [], max(dist, key=lambda k: (dist[k], k))
while v in prev:
    path.append(v)
    v = prev[v]
print(path[::-1])
parent = list(range(n))


def find(x):
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


weight = 0
for w, a, b in sorted((w, a, b) for a in graph for b, w in graph[a].items() if a < b):
    if find(a) != find(b):
        parent[find(a)] = find(b)
        weight += w
print(weight, len({find(i) for i in range(n)}))


def topo(deps):
    done, busy, out = set(), set(), []

    def visit(x):
        if x in done:
            return
        if x in busy:
            raise ValueError(f"cycle at {x}")
        busy.add(x)
        for d in deps.get(x, ()):
            visit(d)
        busy.discard(x)
        done.add(x)
        out.append(x)
    for x in deps:
        visit(x)
    return out


print(topo({"app": ["lib", "log"], "lib": ["core"], "log": ["core"], "test": ["app"]}))
try:
    topo({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as e:
    print(e)


def bfs(grid, start, goal):
    queue, seen = [(start, 0)], {start}
    for (x, y), d in queue:
        if (x, y) == goal:
            return d
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            p = (x + dx, y + dy)
            if 0 <= p[0] < len(grid[0]) and 0 <= p[1] < len(grid) and grid[p[1]][p[0]] != "#" and p not in seen:
                seen.add(p)
                queue.append((p, d + 1))
    return None


print(bfs(["..#....", ".##.##.", "....#..", ".##...#", "...#..."], (0, 0), (6, 4)))


def sudoku(board):
    for i, v in enumerate(board):
        if v == 0:
            r, c = divmod(i, 9)
            used = set(board[r * 9:r * 9 + 9]) | set(board[c::9])
            for k in range(3):
                s = (r // 3 * 3 + k) * 9 + c // 3 * 3
                used |= set(board[s:s + 3])
            for d in range(1, 10):
                if d not in used:
                    board[i] = d
                    if sudoku(board):
                        return True
            board[i] = 0
            return False
    return True


b = [int(c) for c in "530070000600195000098000060800060003400803001700020006060000280000419005000080079"]
print(sudoku(b), "".join(map(str, b)))


def scc(g):
    index, low, stack, out = {}, {}, [], []

    def go(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in g.get(v, ()):
            if w not in index:
                go(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            i = stack.index(v)
            out.append(sorted(stack[i:]))
            del stack[i:]
    for v in g:
        if v not in index:
            go(v)
    return out


print(scc({1: [2], 2: [3], 3: [1, 4], 4: [5], 5: [6], 6: [4], 7: [6, 8], 8: [7]}))
