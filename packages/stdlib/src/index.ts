export { flushOpenFiles } from './_io/unflushed.ts';
export { FROZEN_PACK, FrozenModules } from './frozen/frozen.ts';
export { MODULES } from './modules.ts';
export { fillEnvironment } from './posix/environ.ts';
export { numericModules } from './numeric-modules.ts';
export { systemModules } from './system-modules.ts';
export { textModules } from './text-modules.ts';
export { setParseService, setSymtableService } from './services.ts';
export { handlePoll, startSignals, stressedPoll } from './_signal/handlers.ts';
