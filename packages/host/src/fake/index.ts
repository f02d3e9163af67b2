export { createFakeHost, type FakeHost, type FakeHostOptions } from './host.ts';
export { createParkingHost, type ParkingHost } from './parking.ts';
export { FakeExit } from './exit.ts';
export type { FakeProgram } from './process.ts';
