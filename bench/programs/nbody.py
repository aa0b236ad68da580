# Float arithmetic on object attributes: a simulation of the outer planets.
import sys
from math import sqrt, pi

SOLAR_MASS = 4 * pi * pi
DAYS = 365.24


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx * DAYS
        self.vy = vy * DAYS
        self.vz = vz * DAYS
        self.mass = mass * SOLAR_MASS


def solar_system():
    return [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        Body(4.841431442, -1.160320044, -0.103622044,
             0.001660076642, 0.007699011184, -0.0000690460016, 0.000954791938),
        Body(8.343366718, 4.124798564, -0.403523417,
             -0.002767425107, 0.004998528012, 0.0000230417297, 0.000285885980),
        Body(12.89436956, -15.11115140, -0.223307578,
             0.002964601375, 0.002378471739, -0.0000296589568, 0.0000436624404),
        Body(15.37969711, -25.91931460, 0.179258772,
             0.002680677724, 0.001628241700, -0.0000951592254, 0.0000515138902),
    ]


def offset_momentum(bodies):
    px = py = pz = 0.0
    for b in bodies:
        px += b.vx * b.mass
        py += b.vy * b.mass
        pz += b.vz * b.mass
    sun = bodies[0]
    sun.vx = -px / sun.mass
    sun.vy = -py / sun.mass
    sun.vz = -pz / sun.mass


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1:]:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            total -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        dist2 = dx * dx + dy * dy + dz * dz
        mag = dt / (dist2 * sqrt(dist2))
        am = a.mass * mag
        bm = b.mass * mag
        a.vx -= dx * bm
        a.vy -= dy * bm
        a.vz -= dz * bm
        b.vx += dx * am
        b.vy += dy * am
        b.vz += dz * am
    for b in bodies:
        b.x += dt * b.vx
        b.y += dt * b.vy
        b.z += dt * b.vz


def main(n):
    bodies = solar_system()
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
    offset_momentum(bodies)
    print(repr(energy(bodies)))
    for _ in range(n):
        advance(bodies, pairs, 0.01)
    print(repr(energy(bodies)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 180000)
