export { numericModules } from './numeric-modules.ts';
