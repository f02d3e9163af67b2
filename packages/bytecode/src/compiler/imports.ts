/** import statements. */
import type { ast } from '@pyston/parser';
import { OP_IMPORT_FROM, OP_IMPORT_NAME, OP_IMPORT_STAR } from '../generated/op.ts';
import type { Compiler } from './context.ts';

export function importStatement(c: Compiler, s: ast.Import): void {
  const u = c.unit;
  const mark = u.tempTop;
  for (const alias of s.names) {
    const module = u.temp();
    const level = u.constant({ t: 'int', v: 0 });
    u.at(s);
    u.emit(OP_IMPORT_NAME, module, u.nameIndex(c.mangle(alias.name)), u.constant({ t: 'none' }), level);
    if (alias.asname === null) c.storeName(alias.name.split('.', 1)[0]!, module, s);
    else importAs(c, s, alias.name, alias.asname, module);
    u.tempTop = mark;
  }
}

/** import a.b.c as name: binds the submodule. */
function importAs(c: Compiler, s: ast.Import, path: string, name: string, module: number): void {
  const u = c.unit;
  for (const part of path.split('.').slice(1)) u.emit(OP_IMPORT_FROM, module, module, u.nameIndex(part));
  c.storeName(name, module, s);
}

export function importFromStatement(c: Compiler, s: ast.ImportFrom): void {
  const u = c.unit;
  const mark = u.tempTop;
  const module = u.temp();
  const names = u.constant({ t: 'tuple', v: s.names.map((a) => ({ t: 'str', v: a.name })) });
  u.at(s);
  u.emit(
    OP_IMPORT_NAME,
    module,
    u.nameIndex(c.mangle(s.module ?? '')),
    names,
    u.constant({ t: 'int', v: s.level ?? 0 }),
  );
  for (const alias of s.names) {
    u.at(s);
    if (alias.name === '*') {
      u.emit(OP_IMPORT_STAR, module);
      break;
    }
    const direct = c.directTarget({ nodeType: 'Name', id: alias.asname ?? alias.name, ctx: 'Store', ...positionOf(s) });
    const item = direct >= 0 ? direct : u.temp();
    u.emit(OP_IMPORT_FROM, item, module, u.nameIndex(c.mangle(alias.name)));
    c.storeName(alias.asname ?? alias.name, item, s);
    u.tempTop = mark + 1;
  }
  u.tempTop = mark;
}

function positionOf(
  s: ast.ImportFrom,
): Pick<ast.ImportFrom, 'lineno' | 'col_offset' | 'end_lineno' | 'end_col_offset'> {
  return { lineno: s.lineno, col_offset: s.col_offset, end_lineno: s.end_lineno, end_col_offset: s.end_col_offset };
}
