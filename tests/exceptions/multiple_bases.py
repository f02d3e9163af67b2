class C(TypeError, ValueError): pass
print(C.__mro__)
class D(KeyError, AttributeError): pass
print(D.__base__)
class F(OSError, KeyError): pass
try:
    class G(OSError, ImportError): pass
except TypeError as e: print(e)
