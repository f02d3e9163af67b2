# PEP 750: template strings.
from string.templatelib import Interpolation, Template

name, n = 'ann', 3.14159
t = t'Hello {name!r:>10} and {n:.2f}!'
print(type(t).__name__, t.strings, t.values)
for part in t:
    if isinstance(part, Interpolation):
        print('interpolation', part.value, part.expression, part.conversion, repr(part.format_spec))
    else:
        print('string', repr(part))
print(t'{n=}'.strings, t'{n=}'.interpolations[0].conversion, t''.strings, t'{n}{name}'.strings, list(t''))
print((t'a{1}' + t'b{2}').strings, (t'x' + t'y').strings)
try:
    t'a' + 'b'
except TypeError as error:
    print(error)


def html(template):
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        else:
            text = format(str(part.value), part.format_spec)
            out.append(text.replace('&', '&amp;').replace('<', '&lt;'))
    return ''.join(out)


evil = '<script>'
print(html(t'<p>{evil}</p> {evil:>12} {n + 1}'), html(rt'\d{evil}'))
nested = t'{t'inner {n}'} {f'{name}'} {{literal}}'
print(type(nested.values[0]).__name__, nested.values[1], nested.strings)
print(repr(t'{n:{name}}')[:80], t'{n:{n:.1f}}'.interpolations[0].format_spec)
i = Interpolation(5, 'five', 'r', '>3')
print(i, Template('a', i, 'b').strings, Template(i, i).strings, Template('a', 'b').strings, i.value)
match i:
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)
