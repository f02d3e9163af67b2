export { numericModules } from './numeric-modules.ts';
export { textModules } from './text-modules.ts';
