# Properties, descriptors, class and static methods, __set_name__, __init_subclass__, metaclasses.
class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def fahrenheit(self):
        """In the other scale."""
        return self.degrees * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.degrees = (value - 32) * 5 / 9

    @classmethod
    def boiling(cls):
        return cls(100)

    @staticmethod
    def unit():
        return 'C'


t = Celsius.boiling()
print(t.fahrenheit, Celsius.unit(), t.unit(), Celsius.fahrenheit.__doc__)
t.fahrenheit = 32
print(t.degrees)
try:
    del t.fahrenheit
except AttributeError as error:
    print(error)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        print('named', owner.__name__, name)
        self.slot = '_' + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.slot)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError('%s wants %s' % (self.slot[1:], self.kind.__name__))
        setattr(instance, self.slot, value)


class Person:
    name = Typed(str)
    age = Typed(int)


p = Person()
p.name = 'ann'
try:
    p.age = 'old'
except TypeError as error:
    print(error)
print(p.name, p.__dict__, type(Person.age).__name__)


class NonData:
    def __get__(self, instance, owner):
        return 'from descriptor'


class Holder:
    item = NonData()


h = Holder()
print(h.item)
h.__dict__['item'] = 'from instance'
print(h.item)


class Plugin:
    known = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.known.append((cls.__name__, tag))


class A(Plugin, tag='first'):
    pass


class B(A):
    pass


print(Plugin.known)


class Meta(type):
    def __prepare__(name, bases):
        print('prepare', name)
        return {'injected': 1}

    def __call__(cls, *args):
        print('call', cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls):
        return 99

    @property
    def label(cls):
        return cls.__name__.lower()


class Made(metaclass=Meta):
    def __init__(self, *args):
        self.args = args


print(Made(1, 2).args, len(Made), Made.label, Made.injected, type(Made).__name__)
print(type('Dynamic', (Made,), {'x': 5})('y').x)
