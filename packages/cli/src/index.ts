export { createRuntime, PyHandle, PythonError } from './create-runtime.ts';
export type { PythonRuntime, RuntimeOptions } from './create-runtime.ts';
