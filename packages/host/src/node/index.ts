export { createNodeHost, type NodeHostOptions } from './create.ts';
