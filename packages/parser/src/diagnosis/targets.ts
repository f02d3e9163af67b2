/** Assignment, deletion and loop targets in the diagnosis. */
import { COMMA, DOT, KW_ASYNC, KW_FOR, LPAR, LSQB, NAME, RPAR, RSQB, STAR } from '../generated/kinds.ts';
import { ArgumentDiagnosis } from './arguments.ts';
import type { Shape } from './engine.ts';

export type TargetUse = 'assign' | 'for' | 'del';

/** The part of an expression that cannot be a target, or null. */
function invalidTarget(shape: Shape, use: TargetUse): Shape | null {
  switch (shape.name) {
    case 'name':
    case 'attribute':
    case 'subscript':
      return null;
    case 'list':
    case 'tuple':
      for (const part of shape.parts) {
        const wrong = invalidTarget(part, use);
        if (wrong !== null) return wrong;
      }
      return null;
    case 'starred':
      return use === 'del' ? shape : invalidTarget(shape.parts[0], use);
    case 'comparison':
      // `for a in b` has been read as a comparison
      if (use !== 'for') return shape;
      return shape.left === null ? null : invalidTarget(shape.left, use);
  }
  return shape;
}

export abstract class TargetDiagnosis extends ArgumentDiagnosis {
  raiseInvalidTarget(shape: Shape, use: TargetUse): void {
    const wrong = invalidTarget(shape, use);
    if (wrong !== null) this.raiseShape(wrong, `cannot ${use === 'del' ? 'delete' : 'assign to'} ${wrong.name}`);
  }

  invalidForTarget(): void {
    this.tok(KW_ASYNC);
    if (!this.tok(KW_FOR)) return;
    const target = this.starExpressions();
    if (target !== null) this.raiseInvalidTarget(target, 'for');
  }

  starTargets(): Shape | null {
    const s = this.mark;
    const items = this.attempt(() => this.gather(COMMA, () => this.starTarget()));
    if (items === null) return null;
    const comma = this.tok(COMMA);
    return items.length === 1 && !comma ? items[0] : this.shape('tuple', s, items);
  }

  starTarget(): Shape | null {
    return this.memo(
      'star_target',
      () =>
        this.attempt(() => {
          const s = this.mark;
          if (!this.tok(STAR) || this.at(STAR)) return null;
          const target = this.starTarget();
          return target === null ? null : this.shape('starred', s, [target]);
        }) ?? this.targetWithAtom(),
    );
  }

  private targetWithAtom(): Shape | null {
    return this.memo(
      'target_with_star_atom',
      () =>
        this.attempt(() => this.attributeOrItem()) ??
        this.targetAtom(
          () => this.starTarget(),
          () => this.targetWithAtom(),
        ),
    );
  }

  /** A name, a parenthesised target, or a tuple or list of targets. */
  private targetAtom(item: () => Shape | null, inner: () => Shape | null): Shape | null {
    const s = this.mark;
    if (this.tok(NAME)) return this.shape('name', s);
    return (
      this.attempt(() => {
        const target = this.tok(LPAR) ? inner() : null;
        return target !== null && this.tok(RPAR) ? target : null;
      }) ??
      this.attempt(() => this.targetSequence(LPAR, RPAR, 'tuple', item)) ??
      this.attempt(() => this.targetSequence(LSQB, RSQB, 'list', item))
    );
  }

  private targetSequence(open: number, close: number, name: string, item: () => Shape | null): Shape | null {
    const s = this.mark;
    if (!this.tok(open)) return null;
    const items = this.attempt(() => this.gather(COMMA, item));
    if (items !== null && !this.tok(COMMA) && items.length === 1 && name === 'tuple') return null;
    return this.tok(close) ? this.shape(name, s, items ?? []) : null;
  }

  /** `primary.name` or `primary[…]` with nothing behind it. */
  attributeOrItem(): Shape | null {
    const s = this.mark;
    let node = this.atom();
    let last: Shape | null = null;
    while (node !== null && this.at(DOT, LSQB, LPAR)) {
      last = this.trailer(s);
      if (last === null) return null;
      node = last;
    }
    return last !== null && (last.name === 'attribute' || last.name === 'subscript') ? last : null;
  }

  singleTarget(): Shape | null {
    const s = this.mark;
    return (
      this.attempt(() => this.attributeOrItem()) ??
      this.attempt(() => (this.tok(NAME) ? this.shape('name', s) : null)) ??
      this.attempt(() => {
        const target = this.tok(LPAR) ? this.singleTarget() : null;
        return target !== null && this.tok(RPAR) ? target : null;
      })
    );
  }

  delTargets(): boolean {
    if (this.gather(COMMA, () => this.delTarget()) === null) return false;
    this.tok(COMMA);
    return true;
  }

  private delTarget(): Shape | null {
    return this.memo(
      'del_target',
      () =>
        this.attempt(() => this.attributeOrItem()) ??
        this.targetAtom(
          () => this.delTarget(),
          () => this.delTarget(),
        ),
    );
  }
}
