"""`__type_params__` of classes takes any value; that of type itself is empty; messages of immutable types."""
class A[T]:
    pass


print(A.__type_params__, type.__type_params__)
A.__type_params__ = 'whatever'
print(A.__type_params__)
for cls in (int, type(iter([]))):
    try:
        cls.x = 1
    except TypeError as e:
        print(e)
