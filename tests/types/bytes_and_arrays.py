# bytes, bytearray, memoryview.
b = b'hello\x00\xff'
print(b, b[0], b[-1], b[1:3], b[::-1], len(b), list(b)[:3], b'a' + b'b', b'ab' * 2, 104 in b, b'll' in b, b == bytes(b))
print(bytes(3), bytes([1, 2]), bytes('é', 'utf-8'), bytes(range(3)), bytes.fromhex('de AD'), b'\xde\xad'.hex(), b'\x01\x02\x03'.hex(':', 2))
print(b'a,b'.split(b','), b' x '.strip(), b'abc'.replace(b'b', b'--'), b'abc'.find(b'c'), b'-'.join([b'a', b'b']), b'Ab1'.upper(), b'ab'.title())
print(b'abc'.startswith(b'a'), b'12'.isdigit(), b'a\tb'.expandtabs(4), b'7'.zfill(3), b'abc'.translate(None, b'b'), b'x'.center(3, b'*'))
print(b'%s %d %x %a' % (b'x', 5, 255, 'é'), b'abc' < b'abd', sorted([b'b', b'a']), hash(b'') == hash(''), repr(b'\'"'), b"\t\n\\")
a = bytearray(b'abc')
a.append(100)
a[0] = 65
a[1:2] = b'XYZ'
a += b'!'
a.extend([49, 50])
del a[-1]
a.insert(0, 33)
print(a, a.pop(), len(a), a.index(b'Y'), a.reverse(), a, bytes(a).lower(), a == bytes(a))
a.clear()
print(a, bool(a), bytearray(2), bytearray(b'x') * 3)
m = memoryview(bytearray(b'abcdef'))
print(m[0], bytes(m[1:3]), m[::2].tolist(), len(m), m.format, m.itemsize, m.readonly, m.tobytes(), m == b'abcdef', m.nbytes, m.shape)
m[0] = 122
m[1:3] = b'YX'
print(m.obj, m.hex())
print(b'caf\xc3\xa9'.decode(), b'\xe9'.decode('latin-1'), b'\xff'.decode('utf-8', 'replace'), b'a\xffb'.decode('ascii', 'ignore'), b'\xff'.decode('utf-8', 'backslashreplace'))
print('a\u20ac'.encode('utf-16-le'), 'é'.encode('latin-1'), '€'.encode('ascii', 'xmlcharrefreplace'), 'x€'.encode('ascii', 'backslashreplace'))
for bad in ("b'a'[9]", "b'a' + 'b'", 'bytes([256])', "bytes('x')", 'bytearray(b"a").append(300)', "b'é'" if False else 'bytes(-1)', "b'abc'.index(b'z')",
            "b''.join(['a'])", 'memoryview(5)', 'memoryview(b"a").__setitem__(0, 1)', "bytes.fromhex('abc')", "b'\\xc3\\x28'.decode()", "b'a' % 5", "bytearray().pop()", "bytes([1.5])"):
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, '->', type(error).__name__, error)


# Views that are gone lock nothing, those that somebody has do.
class Holder:
    def __init__(self, buffer):
        self.view = memoryview(buffer)


def resize(buffer):
    try:
        buffer.extend(b'..')
    except BufferError as error:
        return str(error)
    return bytes(buffer)


def locked(buffer):
    with memoryview(buffer) as view, view[1:]:
        print('named', resize(buffer))
    print('released', resize(buffer))
    views = [memoryview(buffer)]
    print('in a list', resize(buffer), len(views))
    holder = Holder(buffer)
    del views
    print('attribute', resize(buffer), holder.view.nbytes)
    holder.view.release()


stream = bytearray(b'a stream of bytes')
while len(stream) > 4:
    part = bytes(memoryview(stream)[:5])
    del stream[:5]
    print(part, stream)
kept = memoryview(stream)
print(resize(stream))
kept.release()
print(resize(stream))
locked(stream)
