/** How `exit` and its like leave: the runtime under test catches it. */
export class FakeExit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}
