/**
 * LLVM IR text → relocatable wasm object: libLLVM-14 through koffi, LLVM's C interface. Runs in the compile service only: an error
 * that LLVM calls fatal ends the process.
 */
import type { Toolchain } from './toolchain.ts';

const TRIPLE = 'wasm32-unknown-unknown';
const FEATURES = '+sign-ext,+nontrapping-fptoint,+bulk-memory,+simd128';
const OBJECT_FILE = 1;
/** Levels of LLVMCreateTargetMachine: code generation "default", relocation model static. */
const [OPT_DEFAULT, RELOC_STATIC, MODEL_DEFAULT] = [2, 1, 0];

/** Pass pipelines: a short one for the first compilation, LLVM's own for loops that stay hot. */
export const PIPELINES = {
  mini: 'function(sroa,early-cse,instcombine,simplifycfg,loop-mssa(licm),gvn,dce,simplifycfg)',
  full: 'default<O2>',
} as const;
export type Pipeline = keyof typeof PIPELINES;

type Pointer = object | null;
type Call = (...args: unknown[]) => any;

const DECLARATIONS = {
  contextNew: 'void* LLVMContextCreate()',
  contextFree: 'void LLVMContextDispose(void*)',
  bufferNew: 'void* LLVMCreateMemoryBufferWithMemoryRangeCopy(void*, size_t, str)',
  parse: 'int LLVMParseIRInContext(void*, void*, _Out_ void**, _Out_ void**)',
  moduleFree: 'void LLVMDisposeModule(void*)',
  target: 'int LLVMGetTargetFromTriple(str, _Out_ void**, _Out_ void**)',
  machine: 'void* LLVMCreateTargetMachine(void*, str, str, str, int, int, int)',
  layout: 'void* LLVMCreateTargetDataLayout(void*)',
  setLayout: 'void LLVMSetModuleDataLayout(void*, void*)',
  setTarget: 'void LLVMSetTarget(void*, str)',
  optionsNew: 'void* LLVMCreatePassBuilderOptions()',
  optionsFree: 'void LLVMDisposePassBuilderOptions(void*)',
  runPasses: 'void* LLVMRunPasses(void*, str, void*, void*)',
  errorMessage: 'str LLVMGetErrorMessage(void*)',
  emit: 'int LLVMTargetMachineEmitToMemoryBuffer(void*, void*, int, _Out_ void**, _Out_ void**)',
  start: 'void* LLVMGetBufferStart(void*)',
  size: 'size_t LLVMGetBufferSize(void*)',
  bufferFree: 'void LLVMDisposeMemoryBuffer(void*)',
} as const;

export class CodeGenerator {
  private readonly koffi: Toolchain['koffi'];
  private readonly f = {} as Record<keyof typeof DECLARATIONS, Call>;
  private readonly machine: Pointer;
  private readonly layout: Pointer;

  constructor({ koffi, library }: Toolchain) {
    this.koffi = koffi;
    const lib = koffi.load(library);
    for (const part of ['TargetInfo', 'Target', 'TargetMC', 'AsmPrinter'])
      lib.func(`void LLVMInitializeWebAssembly${part}()`)();
    for (const [name, declaration] of Object.entries(DECLARATIONS))
      this.f[name as keyof typeof DECLARATIONS] = lib.func(declaration);
    const [target, error] = [[null], [null]];
    if (this.f.target(TRIPLE, target, error) !== 0) throw new Error('this libLLVM has no WebAssembly target');
    this.machine = this.f.machine(target[0], TRIPLE, 'generic', FEATURES, OPT_DEFAULT, RELOC_STATIC, MODEL_DEFAULT);
    this.layout = this.f.layout(this.machine);
  }

  /** @throws Error with LLVM's message */
  compile(text: string, pipeline: Pipeline): Uint8Array {
    const { f } = this;
    const context = f.contextNew();
    try {
      const module = this.parse(context, text);
      this.optimise(module, pipeline);
      const bytes = this.object(module);
      f.moduleFree(module);
      return bytes;
    } finally {
      f.contextFree(context);
    }
  }

  private parse(context: Pointer, text: string): Pointer {
    const source = Buffer.from(text);
    const [module, error] = [[null], [null]];
    if (this.f.parse(context, this.f.bufferNew(source, source.length, 'unit'), module, error) !== 0)
      throw new Error(`LLVM cannot read the IR: ${this.text(error[0])}`);
    this.f.setTarget(module[0], TRIPLE);
    this.f.setLayout(module[0], this.layout);
    return module[0];
  }

  private optimise(module: Pointer, pipeline: Pipeline): void {
    const options = this.f.optionsNew();
    const error = this.f.runPasses(module, PIPELINES[pipeline], this.machine, options);
    this.f.optionsFree(options);
    if (error) throw new Error(`LLVM's passes: ${this.f.errorMessage(error)}`);
  }

  private object(module: Pointer): Uint8Array {
    const [error, out] = [[null], [null]];
    // the error comes before the buffer
    if (this.f.emit(this.machine, module, OBJECT_FILE, error, out) !== 0)
      throw new Error(`LLVM's code generation: ${this.text(error[0])}`);
    const size = Number(this.f.size(out[0]));
    const bytes = Uint8Array.from(this.koffi.decode(this.f.start(out[0]), 'uint8_t', size));
    this.f.bufferFree(out[0]);
    return bytes;
  }

  private text(message: Pointer): string {
    return message === null ? 'no message' : String(this.koffi.decode(message, 'char', -1));
  }
}
