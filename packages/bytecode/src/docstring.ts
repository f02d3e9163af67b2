/** Docstrings: finding them and removing their indentation. */
import { strConstant } from '@pyston/parser';
import type { ast } from '@pyston/parser';

export type StrValue = Extract<ast.Constant['value'], { t: 'str' | 'ustr' }>;

/** The docstring of a body, or null. */
export function docstringOf(body: readonly ast.StmtNode[]): StrValue | null {
  const first = body[0];
  if (first === undefined || first.nodeType !== 'Expr' || first.value.nodeType !== 'Constant') return null;
  const { value } = first.value;
  return value.t === 'str' || value.t === 'ustr' ? value : null;
}

/** Expands tabs and removes the indentation that all lines after the first have in common. */
export function cleanDocstring(value: StrValue): StrValue {
  if (value.t === 'ustr') return strConstant(clean(Array.from(value.cps, (cp) => String.fromCodePoint(cp)).join('')));
  const cleaned = clean(value.v);
  return cleaned === value.v ? value : { t: 'str', v: cleaned };
}

function clean(text: string): string {
  const doc = text.includes('\t') ? expandTabs(text) : text;
  const lines = doc.split('\n');
  let margin = Infinity;
  for (let i = 1; i < lines.length; i++) {
    const indent = indentation(lines[i]!);
    if (indent < lines[i]!.length) margin = Math.min(margin, indent);
  }
  if (margin === Infinity) margin = 0;
  const first = lines[0]!.slice(indentation(lines[0]!));
  return [first, ...lines.slice(1).map((l) => l.slice(Math.min(margin, indentation(l))))].join('\n');
}

function indentation(line: string): number {
  let n = 0;
  while (line.charCodeAt(n) === 32) n++;
  return n;
}

function expandTabs(text: string): string {
  let out = '';
  let column = 0;
  for (const ch of text) {
    if (ch === '\t') {
      const n = 8 - (column % 8);
      out += ' '.repeat(n);
      column += n;
    } else {
      out += ch;
      column = ch === '\n' || ch === '\r' ? 0 : column + 1;
    }
  }
  return out;
}
