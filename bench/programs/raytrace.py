# Operator methods on small immutable objects: a ray tracer with spheres and a floor.
import sys
from math import sqrt


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / sqrt(self @ self))

    def reflect(self, normal):
        return self - 2.0 * (self @ normal) * normal


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def hit(self, origin, direction):
        oc = origin - self.centre
        b = oc @ direction
        d = b * b - oc @ oc + self.radius * self.radius
        if d < 0.0:
            return None
        root = sqrt(d)
        for t in (-b - root, -b + root):
            if t > 1e-4:
                return t
        return None

    def normal(self, point):
        return (point - self.centre) * (1.0 / self.radius)

    def colour_at(self, point):
        return self.colour


class Floor:
    mirror = 0.1

    def hit(self, origin, direction):
        if abs(direction.y) < 1e-6:
            return None
        t = -(origin.y + 1.0) / direction.y
        return t if t > 1e-4 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        light = (int(point.x // 1.0) + int(point.z // 1.0)) % 2 == 0
        return Vector(0.9, 0.9, 0.9) if light else Vector(0.2, 0.2, 0.25)


class Scene:
    def __init__(self, objects, light):
        self.objects = objects
        self.light = light

    def nearest(self, origin, direction):
        best, what = None, None
        for obj in self.objects:
            t = obj.hit(origin, direction)
            if t is not None and (best is None or t < best):
                best, what = t, obj
        return best, what

    def trace(self, origin, direction, depth):
        t, obj = self.nearest(origin, direction)
        if obj is None:
            return Vector(0.4, 0.6, 0.9) * (0.5 + 0.5 * direction.y)
        point = origin + direction * t
        normal = obj.normal(point)
        to_light = (self.light - point).unit()
        brightness = 0.15
        if self.nearest(point, to_light)[1] is None:
            brightness += 0.85 * max(0.0, normal @ to_light)
        colour = obj.colour_at(point) * brightness
        if obj.mirror and depth < 3:
            reflected = self.trace(point, direction.reflect(normal).unit(), depth + 1)
            colour = colour * (1.0 - obj.mirror) + reflected * obj.mirror
        return colour


def main(n):
    scene = Scene([
        Sphere(Vector(0.0, 0.0, 4.0), 1.0, Vector(0.9, 0.3, 0.3), 0.3),
        Sphere(Vector(1.6, -0.4, 3.2), 0.6, Vector(0.3, 0.9, 0.3), 0.2),
        Sphere(Vector(-1.7, -0.3, 3.6), 0.7, Vector(0.3, 0.3, 0.9), 0.5),
        Floor(),
    ], Vector(-3.0, 6.0, -2.0))
    eye = Vector(0.0, 0.3, -1.0)
    red = green = blue = 0
    for y in range(n):
        for x in range(n):
            direction = Vector(2.0 * x / n - 1.0, 1.0 - 2.0 * y / n, 1.8).unit()
            c = scene.trace(eye, direction, 0)
            red += int(255 * min(1.0, c.x))
            green += int(255 * min(1.0, c.y))
            blue += int(255 * min(1.0, c.z))
    print(red // 100, green // 100, blue // 100)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 220)
