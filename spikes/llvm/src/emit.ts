/**
 * Unit → LLVM IR text, through llvm-bindings. Runs in the compile service only: one thread of a process may load the bindings.
 *
 * The function is `i32 NAME(i32 frame)`: reads its inputs from the frame area, gives the index of the site where it left.
 * What llvm-bindings cannot say is patched into the text: the load of the eval breaker must be volatile, or LLVM hoists it.
 */
import type { BufferUse, Compare, FloatOp, Machine, Operation, Unit, UnitSite, Var } from './unit.ts';
import { INT_FORMATS, inputVariables } from './unit.ts';

/** llvm-bindings, as far as it is used; its classes have no common types worth repeating. */
export type Bindings = any;

/** Products below this in double arithmetic are below 2^63 exactly. */
const SAFE_PRODUCT = 9.2e18;
const COMPARES: Readonly<Record<Compare, readonly [int: string, float: string]>> = {
  lt: ['CreateICmpSLT', 'CreateFCmpOLT'],
  le: ['CreateICmpSLE', 'CreateFCmpOLE'],
  eq: ['CreateICmpEQ', 'CreateFCmpOEQ'],
  ne: ['CreateICmpNE', 'CreateFCmpUNE'],
  gt: ['CreateICmpSGT', 'CreateFCmpOGT'],
  ge: ['CreateICmpSGE', 'CreateFCmpOGE'],
};
const FLOATS: Readonly<Record<FloatOp, string>> = {
  add: 'CreateFAdd',
  sub: 'CreateFSub',
  mul: 'CreateFMul',
  div: 'CreateFDiv',
};
class Emitter {
  private readonly L: Bindings;
  private readonly b: Bindings;
  private readonly context: Bindings;
  private readonly module: Bindings;
  private readonly unit: Unit;
  private readonly fn: Bindings;
  private readonly slots: Bindings[] = [];
  private readonly blocks: Bindings[];
  private readonly exits: Bindings[] = [];
  private readonly bases: Bindings[] = [];

  constructor(L: Bindings, unit: Unit, name: string) {
    this.L = L;
    this.unit = unit;
    this.context = new L.LLVMContext();
    this.module = new L.Module(name, this.context);
    this.b = new L.IRBuilder(this.context);
    const i32 = this.b.getInt32Ty();
    const type = L.FunctionType.get(i32, [i32], false);
    this.fn = L.Function.Create(type, L.Function.LinkageTypes.ExternalLinkage, name, this.module);
    this.blocks = [];
  }

  text(pollAddress: number): string {
    const { unit } = this;
    const entry = this.block('entry');
    unit.blocks.forEach((_, i) => this.blocks.push(this.block(`b${i}`)));
    this.prologue(entry);
    unit.blocks.forEach(({ ops, end }, i) => {
      this.b.SetInsertPoint(this.blocks[i]);
      for (const operation of ops) this.operation(operation);
      this.end(end, pollAddress);
    });
    if (this.L.verifyModule(this.module))
      throw new Error(`LLVM refuses the IR of ${unit.name}:\n${this.module.print()}`);
    return this.module.print().replaceAll(/(%poll\.flag\S* = load) /g, '$1 volatile ');
  }

  private block(name: string): Bindings {
    return this.L.BasicBlock.Create(this.context, name, this.fn);
  }

  private type(t: Machine): Bindings {
    return t === 'f64' ? this.b.getDoubleTy() : t === 'i1' ? this.b.getInt1Ty() : this.b.getInt64Ty();
  }

  /** An int64 constant; the bindings take numbers, so that larger ones are put together from halves. */
  private int(v: bigint | number): Bindings {
    const n = BigInt(v);
    const i64 = this.b.getInt64Ty();
    if (n >= -(2n ** 53n) && n <= 2n ** 53n) return this.L.ConstantInt.get(i64, Number(n), true);
    const high = this.L.ConstantInt.get(i64, Number(n >> 32n), true);
    const low = this.L.ConstantInt.get(i64, Number(n & 0xffffffffn), false);
    return this.b.CreateOr(this.b.CreateShl(high, this.int(32)), low);
  }

  private double(v: number): Bindings {
    return this.L.ConstantFP.get(this.b.getDoubleTy(), v);
  }

  /** Address of the slot `index` of the frame area. */
  private frameSlot(index: number, type: Bindings): Bindings {
    const at = this.b.CreateAdd(this.fn.getArg(0), this.b.getInt32(index * 8));
    return this.b.CreateIntToPtr(at, this.L.PointerType.get(type, 0));
  }

  private prologue(entry: Bindings): void {
    const { b, unit } = this;
    b.SetInsertPoint(entry);
    unit.vars.forEach(({ type, value }, i) => {
      this.slots[i] = value === undefined ? b.CreateAlloca(this.type(type), null, `v${i}`) : null;
    });
    inputVariables(unit).forEach((v, i) => {
      const { type } = unit.vars[v]!;
      const stored = type === 'i1' ? b.getInt64Ty() : this.type(type);
      const raw = b.CreateLoad(stored, this.frameSlot(i, stored));
      this.write(v, type === 'i1' ? b.CreateICmpNE(raw, this.int(0)) : raw);
    });
    this.narrowInputs();
    for (const buffer of unit.buffers) this.bases.push(this.basePointer(buffer));
    b.CreateBr(this.blocks[0]);
  }

  /** Tells LLVM what the entry has checked: ints of 31 and 32 bits, and that no length exceeds the memory. */
  private narrowInputs(): void {
    const { b, unit } = this;
    for (const { kind } of unit.inputs) {
      if (kind.t === 'int32')
        this.write(kind.v, b.CreateSExt(b.CreateTrunc(this.read(kind.v), b.getInt32Ty()), b.getInt64Ty()));
      else if (kind.t === 'int31') this.write(kind.v, b.CreateAnd(this.read(kind.v), this.int(2 ** 31 - 1)));
      else if (kind.t === 'buffer') {
        const { length } = unit.buffers[kind.buffer]!;
        this.write(length, b.CreateAnd(this.read(length), this.int(2 ** 32 - 1)));
      }
    }
  }

  private itemType(format: string): Bindings {
    if (format === 'd') return this.b.getDoubleTy();
    if (format === 'f') return this.b.getFloatTy();
    return this.b.getIntNTy(INT_FORMATS[format]![0]);
  }

  private basePointer({ base, format }: BufferUse): Bindings {
    const address = this.b.CreateTrunc(this.read(base), this.b.getInt32Ty());
    return this.b.CreateIntToPtr(address, this.L.PointerType.get(this.itemType(format), 0));
  }

  private read(v: Var): Bindings {
    const { type, value } = this.unit.vars[v]!;
    if (value === undefined) return this.b.CreateLoad(this.type(type), this.slots[v]);
    if (type === 'i64') return this.int(BigInt(value));
    return type === 'f64' ? this.double(value as number) : this.b.getInt1(value as boolean);
  }

  private write(v: Var, value: Bindings): void {
    this.b.CreateStore(value, this.slots[v]);
  }

  /** Constant int of a variable, or null. */
  private known(v: Var): bigint | null {
    const { type, value } = this.unit.vars[v]!;
    return type === 'i64' && value !== undefined ? BigInt(value) : null;
  }

  /** Goes on in a new block if `condition` is false, else leaves. */
  private leaveIf(condition: Bindings, site: number): void {
    if (site < 0) return;
    const next = this.block('ok');
    this.b.CreateCondBr(condition, this.exit(site), next);
    this.b.SetInsertPoint(next);
  }

  /** The block that stores a site's values and returns. */
  private exit(site: number): Bindings {
    const known = this.exits[site];
    if (known !== undefined) return known;
    const { b } = this;
    const here = b.GetInsertBlock();
    const block = this.block(`exit${site}`);
    this.exits[site] = block;
    b.SetInsertPoint(block);
    this.storeSite(this.unit.sites[site]!);
    b.CreateRet(b.getInt32(site));
    b.SetInsertPoint(here);
    return block;
  }

  private storeSite({ vars }: UnitSite): void {
    const { b, unit } = this;
    const all = [...vars, ...unit.ranges.flatMap(({ next, left }) => [next, left])];
    all.forEach((v, i) => {
      const { type } = unit.vars[v]!;
      const value = type === 'i1' ? b.CreateZExt(this.read(v), b.getInt64Ty()) : this.read(v);
      b.CreateStore(value, this.frameSlot(i, type === 'i1' ? b.getInt64Ty() : this.type(type)));
    });
  }

  private end(end: Unit['blocks'][number]['end'], pollAddress: number): void {
    const { b, blocks } = this;
    if (end.k === 'jump') b.CreateBr(blocks[end.to]);
    else if (end.k === 'exit') b.CreateBr(this.exit(end.site));
    else if (end.k === 'branch') b.CreateCondBr(this.read(end.a), blocks[end.yes], blocks[end.no]);
    else if (pollAddress < 0) b.CreateBr(blocks[end.to]);
    else {
      const i32 = b.getInt32Ty();
      const word = b.CreateIntToPtr(b.getInt32(pollAddress), this.L.PointerType.get(i32, 0));
      const flag = b.CreateLoad(i32, word, 'poll.flag');
      b.CreateCondBr(b.CreateICmpEQ(flag, b.getInt32(0)), blocks[end.to], this.exit(end.site));
    }
  }

  private operation(o: Operation): void {
    const { b } = this;
    switch (o.k) {
      case 'move':
        return this.write(o.d, this.read(o.a));
      case 'compare':
        return this.write(o.d, this.compare(o.op, o.a, o.b));
      case 'double': {
        const n = this.read(o.a);
        // an int above 2^53 may have no double of its own
        this.leaveIf(b.CreateICmpUGT(b.CreateAdd(n, this.int(2n ** 53n)), this.int(2n ** 54n)), o.site);
        return this.write(o.d, b.CreateSIToFP(n, b.getDoubleTy()));
      }
      case 'float': {
        const y = this.read(o.b);
        if (o.op === 'div') this.leaveIf(b.CreateFCmpOEQ(y, this.double(0)), o.zero);
        return this.write(o.d, b[FLOATS[o.op]](this.read(o.a), y));
      }
      case 'int':
        return this.write(o.d, this.intOperation(o));
      case 'load':
        return this.write(o.d, this.load(o));
      case 'store':
        return this.store(o);
    }
  }

  private compare(op: Compare, a: Var, b: Var): Bindings {
    const float = this.unit.vars[a]!.type === 'f64' ? 1 : 0;
    return this.b[COMPARES[op][float]](this.read(a), this.read(b));
  }

  private intOperation(o: Extract<Operation, { k: 'int' }>): Bindings {
    const { b } = this;
    const x = this.read(o.a);
    const y = this.read(o.b);
    switch (o.op) {
      case 'and':
        return b.CreateAnd(x, y);
      case 'or':
        return b.CreateOr(x, y);
      case 'xor':
        return b.CreateXor(x, y);
      case 'add':
      case 'sub':
        return this.checked(o.op, x, y, o.overflow);
      case 'mul':
        return this.product(o, x, y);
      case 'div':
      case 'mod':
        return this.division(o, x, y);
      case 'shr':
        this.leaveIf(b.CreateICmpUGT(y, this.int(63)), o.overflow);
        return b.CreateAShr(x, y);
      case 'shl': {
        this.leaveIf(b.CreateICmpUGT(y, this.int(62)), o.overflow);
        const r = b.CreateShl(x, y);
        this.leaveIf(b.CreateICmpNE(b.CreateAShr(r, y), x), o.overflow);
        return r;
      }
    }
  }

  private checked(op: 'add' | 'sub', x: Bindings, y: Bindings, site: number): Bindings {
    const { b, L } = this;
    if (site < 0) return op === 'add' ? b.CreateAdd(x, y) : b.CreateSub(x, y);
    const i64 = b.getInt64Ty();
    const name = `llvm.s${op}.with.overflow.i64`;
    const pair = L.StructType.get(this.context, [i64, b.getInt1Ty()]);
    const type = L.FunctionType.get(pair, [i64, i64], false);
    const f =
      this.module.getFunction(name) ??
      L.Function.Create(type, L.Function.LinkageTypes.ExternalLinkage, name, this.module);
    const r = b.CreateCall(f, [x, y]);
    this.leaveIf(b.CreateExtractValue(r, [1]), site);
    return b.CreateExtractValue(r, [0]);
  }

  private inInt32(x: Bindings): Bindings {
    const { b } = this;
    return b.CreateICmpULT(b.CreateAdd(x, this.int(2 ** 31)), this.int(2 ** 32));
  }

  /**
   * wasm has no product of 128 bits and LLVM would import one: a constant factor bounds the other one; two ints of 32 bits
   * cannot overflow; else the product of the doubles tells.
   */
  private product(o: Extract<Operation, { k: 'int' }>, x: Bindings, y: Bindings): Bindings {
    const { b } = this;
    if (o.overflow < 0) return b.CreateMul(x, y);
    const factor = this.known(o.b) ?? this.known(o.a);
    if (factor !== null) {
      const other = this.known(o.b) === null ? y : x;
      const size = factor < 0n ? -factor : factor;
      if (size > 1n) {
        const bound = (2n ** 63n - 1n) / size;
        this.leaveIf(b.CreateICmpUGT(b.CreateAdd(other, this.int(bound)), this.int(2n * bound)), o.overflow);
      } else if (factor === -1n) this.leaveIf(b.CreateICmpEQ(other, this.int(-(2n ** 63n))), o.overflow);
      return b.CreateMul(x, y);
    }
    const [first, wide, fine] = [this.block('first'), this.block('wide'), this.block('fine')];
    b.CreateCondBr(this.inInt32(x), first, wide);
    b.SetInsertPoint(first);
    b.CreateCondBr(this.inInt32(y), fine, wide);
    b.SetInsertPoint(wide);
    const f64 = b.getDoubleTy();
    const r = b.CreateFMul(b.CreateSIToFP(x, f64), b.CreateSIToFP(y, f64));
    const low = b.CreateFCmpOGT(r, this.double(-SAFE_PRODUCT));
    const inside = b.CreateAnd(low, b.CreateFCmpOLT(r, this.double(SAFE_PRODUCT)));
    b.CreateCondBr(inside, fine, this.exit(o.overflow));
    b.SetInsertPoint(fine);
    return b.CreateMul(x, y);
  }

  /** Floor division and modulo with the sign of the divisor. */
  private division(o: Extract<Operation, { k: 'int' }>, x: Bindings, y: Bindings): Bindings {
    const { b } = this;
    const divisor = this.known(o.b);
    if (divisor !== null && divisor > 0n && (divisor & (divisor - 1n)) === 0n) {
      if (o.op === 'mod') return b.CreateAnd(x, this.int(divisor - 1n));
      return b.CreateAShr(x, this.int(divisor.toString(2).length - 1));
    }
    if (divisor === null || divisor === 0n) this.leaveIf(b.CreateICmpEQ(y, this.int(0)), o.zero);
    // the one quotient that overflows, and wasm's trap
    if (divisor === null || divisor === -1n) {
      const least = b.CreateICmpEQ(x, this.int(-(2n ** 63n)));
      this.leaveIf(b.CreateAnd(least, b.CreateICmpEQ(y, this.int(-1))), o.overflow);
    }
    if (o.natural) return o.op === 'mod' ? b.CreateURem(x, y) : b.CreateUDiv(x, y);
    const rest = b.CreateSRem(x, y);
    const wrong = b.CreateICmpSLT(b.CreateXor(rest, y), this.int(0));
    const adjust = b.CreateAnd(b.CreateICmpNE(rest, this.int(0)), wrong);
    if (o.op === 'mod') return b.CreateSelect(adjust, b.CreateAdd(rest, y), rest);
    return b.CreateSub(b.CreateSDiv(x, y), b.CreateZExt(adjust, b.getInt64Ty()));
  }

  /** Address of item `i`, negative ones counted from the end; leaves where there is no such item. */
  private item(buffer: number, i: Var, site: number): Bindings {
    const { b } = this;
    const { length, format } = this.unit.buffers[buffer]!;
    const raw = this.read(i);
    const n = this.read(length);
    if (!this.unit.negative) {
      this.leaveIf(b.CreateICmpUGE(raw, n), site);
      return b.CreateGEP(this.itemType(format), this.bases[buffer], b.CreateTrunc(raw, b.getInt32Ty()));
    }
    const [usual, unusual] = [b.GetInsertBlock(), this.block('unusual')];
    const found = this.block('found');
    b.CreateCondBr(b.CreateICmpULT(raw, n), found, unusual);
    b.SetInsertPoint(unusual);
    const counted = b.CreateAdd(raw, n);
    const inside = b.CreateAnd(b.CreateICmpSLT(raw, this.int(0)), b.CreateICmpSGE(counted, this.int(0)));
    b.CreateCondBr(inside, found, this.exit(site));
    b.SetInsertPoint(found);
    const at = b.CreatePHI(b.getInt64Ty(), 2);
    at.addIncoming(raw, usual);
    at.addIncoming(counted, unusual);
    return b.CreateGEP(this.itemType(format), this.bases[buffer], b.CreateTrunc(at, b.getInt32Ty()));
  }

  private load(o: Extract<Operation, { k: 'load' }>): Bindings {
    const { b } = this;
    const { format } = this.unit.buffers[o.buffer]!;
    const raw = b.CreateLoad(this.itemType(format), this.item(o.buffer, o.i, o.site));
    if (format === 'd') return raw;
    if (format === 'f') return b.CreateFPExt(raw, b.getDoubleTy());
    const [bits, signed] = INT_FORMATS[format]!;
    if (bits === 64) return raw;
    return signed ? b.CreateSExt(raw, b.getInt64Ty()) : b.CreateZExt(raw, b.getInt64Ty());
  }

  private store(o: Extract<Operation, { k: 'store' }>): void {
    const { b } = this;
    const { format } = this.unit.buffers[o.buffer]!;
    const value = this.read(o.a);
    const at = this.item(o.buffer, o.i, o.site);
    if (format === 'd') return b.CreateStore(value, at);
    if (format === 'f') return this.storeFloat(value, at, o.range);
    const [bits, signed] = INT_FORMATS[format]!;
    if (bits === 64) return b.CreateStore(value, at);
    const low = signed ? 2 ** (bits - 1) : 0;
    this.leaveIf(b.CreateICmpUGE(b.CreateAdd(value, this.int(low)), this.int(2 ** bits)), o.range);
    b.CreateStore(b.CreateTrunc(value, this.itemType(format)), at);
  }

  private storeFloat(value: Bindings, at: Bindings, site: number): void {
    const { b } = this;
    const narrow = b.CreateFPTrunc(value, b.getFloatTy());
    // a finite double that no float holds is an OverflowError; tier 0 says so
    const wide = b.CreateFPExt(narrow, b.getDoubleTy());
    const infinite = b.CreateFCmpOEQ(b.CreateFMul(wide, this.double(0.5)), wide);
    const zero = b.CreateFCmpOEQ(wide, this.double(0));
    this.leaveIf(b.CreateAnd(infinite, b.CreateNot(zero)), site);
    b.CreateStore(narrow, at);
  }
}

/** LLVM IR of a unit as text; `pollAddress`: the eval breaker's offset in the memory; below 0 (benchmarks) nothing polls. */
export function emitText(L: Bindings, unit: Unit, name: string, pollAddress: number): string {
  return new Emitter(L, unit, name).text(pollAddress);
}
