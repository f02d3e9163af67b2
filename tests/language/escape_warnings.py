"""Warnings of backslashes before braces in f-strings come once; subscripts of literals."""
import warnings

for source in ['[t"{x}" [i, j]]', 't"a"[1]', 't"{x}"[1.0]', 'f"{x}"[i,j]', r'''f"\{{"''', r'f"\}}"', r'f"\{{\}}"', r"f'\{6}'", r"t'\{{'", r"rf'\{{'",
               "f'''a\n\\{{'''", r"f'{x:\{6}}'", r"f'{x:\d{6}}'"]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        compile(source, '<test>', 'exec')
        print(repr(source), [(str(w.message), w.lineno) for w in caught])
