# Polymorphic objects and lists: an incremental solver of one-way constraints.
import sys

REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)


def weaker(a, b):
    """Whether strength a is weaker than strength b."""
    return a > b


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.stay = True


class Constraint:
    is_input = False

    def __init__(self, strength):
        self.strength = strength

    def post(self, planner):
        self.add_to_graph()
        planner.add(self)

    def destroy(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.remove_from_graph()

    def satisfy(self, mark, planner):
        """Enforce this constraint; return the one it displaces, if any."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError("could not satisfy a required constraint")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output()
        displaced = out.determined_by
        if displaced is not None:
            displaced.mark_unsatisfied()
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise RuntimeError("cycle")
        out.mark = mark
        return displaced

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stay or v.determined_by is None for v in self.inputs())


class UnaryConstraint(Constraint):
    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.post(planner)

    def add_to_graph(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def remove_from_graph(self):
        if self in self.variable.constraints:
            self.variable.constraints.remove(self)
        self.satisfied = False

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def choose_method(self, mark):
        v = self.variable
        self.satisfied = v.mark != mark and weaker(v.walk_strength, self.strength)

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def recalculate(self):
        v = self.variable
        v.walk_strength = self.strength
        v.stay = not self.is_input
        if v.stay:
            self.execute()

    def execute(self):
        pass


class Stay(UnaryConstraint):
    pass


class Edit(UnaryConstraint):
    is_input = True


class BinaryConstraint(Constraint):
    NONE, FORWARD, BACKWARD = range(3)

    def __init__(self, a, b, strength, planner):
        super().__init__(strength)
        self.a = a
        self.b = b
        self.direction = self.NONE
        self.post(planner)

    def variables(self):
        return (self.a, self.b)

    def add_to_graph(self):
        for v in self.variables():
            v.constraints.append(self)
        self.direction = self.NONE

    def remove_from_graph(self):
        for v in self.variables():
            if self in v.constraints:
                v.constraints.remove(self)
        self.direction = self.NONE

    def is_satisfied(self):
        return self.direction != self.NONE

    def mark_unsatisfied(self):
        self.direction = self.NONE

    def choose_method(self, mark):
        a, b = self.a, self.b
        if a.mark == mark:
            forward = b.mark != mark and weaker(b.walk_strength, self.strength)
            self.direction = self.FORWARD if forward else self.NONE
        elif b.mark == mark:
            backward = weaker(a.walk_strength, self.strength)
            self.direction = self.BACKWARD if backward else self.NONE
        elif weaker(b.walk_strength, a.walk_strength):
            self.direction = self.FORWARD if weaker(b.walk_strength, self.strength) else self.NONE
        else:
            self.direction = self.BACKWARD if weaker(a.walk_strength, self.strength) else self.NONE

    def input(self):
        return self.a if self.direction == self.FORWARD else self.b

    def inputs(self):
        return (self.input(),)

    def output(self):
        return self.b if self.direction == self.FORWARD else self.a

    def recalculate(self):
        source, out = self.input(), self.output()
        out.walk_strength = max(self.strength, source.walk_strength)
        out.stay = source.stay
        if out.stay:
            self.execute()


class Equal(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class Scale(BinaryConstraint):
    """b == a * factor + offset"""

    def __init__(self, a, factor, offset, b, strength, planner):
        self.factor = factor
        self.offset = offset
        super().__init__(a, b, strength, planner)

    def variables(self):
        return (self.a, self.b, self.factor, self.offset)

    def inputs(self):
        return (self.input(), self.factor, self.offset)

    def execute(self):
        if self.direction == self.FORWARD:
            self.b.value = self.a.value * self.factor.value + self.offset.value
        else:
            self.a.value = (self.b.value - self.offset.value) // self.factor.value

    def recalculate(self):
        source, out = self.input(), self.output()
        out.walk_strength = max(self.strength, source.walk_strength)
        out.stay = source.stay and self.factor.stay and self.offset.stay
        if out.stay:
            self.execute()


class Plan:
    def __init__(self, constraints):
        self.constraints = constraints

    def execute(self):
        for c in self.constraints:
            c.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        displaced = constraint.satisfy(mark, self)
        while displaced is not None:
            displaced = displaced.satisfy(mark, self)

    def remove(self, constraint):
        out = constraint.output()
        constraint.mark_unsatisfied()
        constraint.remove_from_graph()
        unsatisfied = self.downstream(out)
        for c in sorted(unsatisfied, key=lambda c: c.strength):
            self.add(c)

    def downstream(self, out):
        """Recompute what depends on out; return what could be satisfied now."""
        out.determined_by = None
        out.walk_strength = WEAKEST
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.is_satisfied():
                    unsatisfied.append(c)
                elif c is not v.determined_by:
                    c.recalculate()
                    todo.append(c.output())
        return unsatisfied

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            if c.output().mark == mark:
                return False
            c.recalculate()
            self.consumers(c.output(), todo)
        return True

    def consumers(self, v, todo):
        for c in v.constraints:
            if c is not v.determined_by and c.is_satisfied():
                todo.append(c)

    def plan_from(self, sources):
        mark = self.new_mark()
        ordered = []
        todo = [c for c in sources if c.is_input and c.is_satisfied()]
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark != mark and c.inputs_known(mark):
                ordered.append(c)
                out.mark = mark
                self.consumers(out, todo)
        return Plan(ordered)


def change(variable, value, planner):
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.plan_from([edit])
    for _ in range(10):
        variable.value = value
        plan.execute()
    edit.destroy(planner)


def chain(n):
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b, REQUIRED, planner)
    Stay(variables[-1], STRONG_DEFAULT, planner)
    edit = Edit(variables[0], PREFERRED, planner)
    plan = planner.plan_from([edit])
    for value in range(100):
        variables[0].value = value
        plan.execute()
        if variables[-1].value != value:
            raise RuntimeError("chain failed")
    return variables[-1].value


def projection(n):
    planner = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    sources, targets = [], []
    for i in range(n):
        source, target = Variable(f"s{i}", i), Variable(f"t{i}", i)
        sources.append(source)
        targets.append(target)
        Stay(source, NORMAL, planner)
        Scale(source, scale, offset, target, REQUIRED, planner)
    change(sources[0], 17, planner)
    assert targets[0].value == 1170
    change(targets[0], 1050, planner)
    assert sources[0].value == 5
    change(scale, 5, planner)
    assert all(t.value == s.value * 5 + 1000 for s, t in zip(sources[:-1], targets[:-1]))
    change(offset, 2000, planner)
    assert all(t.value == s.value * 5 + 2000 for s, t in zip(sources[:-1], targets[:-1]))
    return sum(t.value for t in targets)


def main(n):
    print(chain(n), projection(n))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1600)
