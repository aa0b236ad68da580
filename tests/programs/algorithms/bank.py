# A small application with classes, validation, history, undo and reports.
class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, need):
        super().__init__(f"{account.owner} needs {need / 100:.2f} more")
        self.need = need


class Amount:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, kind):
        return self if obj is None else getattr(obj, self.name)

    def __set__(self, obj, value):
        if not isinstance(value, int):
            raise TypeError("amounts are whole cents")
        setattr(obj, self.name, value)


class Account:
    balance = Amount()
    count = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []
        type(self).count += 1

    def deposit(self, cents):
        if cents <= 0:
            raise ValueError("deposit must be positive")
        self.balance += cents
        self.history.append(("deposit", cents))

    def withdraw(self, cents):
        if cents > self.available:
            raise InsufficientFunds(self, cents - self.available)
        self.balance -= cents
        self.history.append(("withdraw", cents))

    @property
    def available(self):
        return self.balance

    def __lt__(self, other):
        return (self.balance, self.owner) < (other.balance, other.owner)

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance / 100:.2f})"


class Credit(Account):
    limit = 500_00

    @property
    def available(self):
        return super().available + self.limit


class Savings(Account):
    def __init__(self, *args, rate=0.02, **kw):
        super().__init__(*args, **kw)
        self.rate = rate

    def add_interest(self):
        self.deposit(round(self.balance * self.rate))


class Transaction:
    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.saved = [(a, a.balance, len(a.history)) for a in self.accounts]
        return self

    def __exit__(self, kind, value, tb):
        if kind is not None:
            for a, balance, n in self.saved:
                a.balance = balance
                del a.history[n:]
            print("rolled back:", value)
        return kind is not None and issubclass(kind, BankError)


class Bank:
    def __init__(self):
        self.accounts = {}

    def __getitem__(self, name):
        try:
            return self.accounts[name]
        except KeyError:
            raise BankError(f"no account {name!r}") from None

    def __iter__(self):
        yield from sorted(self.accounts.values(), reverse=True)

    def __len__(self):
        return len(self.accounts)

    def __contains__(self, name):
        return name in self.accounts

    def __iadd__(self, account):
        self.accounts[account.owner] = account
        return self

    def transfer(self, a, b, cents):
        with Transaction(self[a], self[b]):
            self[b].deposit(cents)
            self[a].withdraw(cents)


bank = Bank()
bank += Account("ann", 100_00)
bank += Credit("bob")
bank += Savings("cid", 1000_00, rate=0.035)
bank.transfer("ann", "bob", 30_50)
bank.transfer("bob", "cid", 400_00)
bank.transfer("bob", "cid", 400_00)
bank["cid"].add_interest()
for a in bank:
    print(a, a.history)
for action in (lambda: bank.transfer("ann", "zed", 1), lambda: bank["ann"].deposit(-5), lambda: bank["ann"].deposit(1.5), lambda: bank.transfer("ann", "bob", 0), lambda: bank["ann"].withdraw(10**9), lambda: Account("x", "1")):
    try:
        action()
    except (BankError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(len(bank), "bob" in bank, max(bank), Account.count, Credit.count, Savings.count, sum(a.balance for a in bank))
