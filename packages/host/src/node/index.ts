export { createNodeHost, type NodeHost, type NodeHostOptions } from './create.ts';
