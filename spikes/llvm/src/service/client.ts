/**
 * The program's side of the compile service. Requests are answered through a flag in shared memory, so that a program that never
 * returns to its event loop sees them; `poll` costs one load while nothing has come.
 */
import type { MessagePort } from 'node:worker_threads';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import type { Answer, Request } from './protocol.ts';

export class CompileService {
  private readonly port: MessagePort;
  private readonly flag = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: Worker;
  private readonly answers = new Map<number, Answer>();
  private seen = 0;
  private ids = 0;

  /** `engine`: a Node.js that runs TypeScript. */
  constructor(engine: string) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const workerData = {
      port: port2,
      flag: this.flag,
      engine,
      service: fileURLToPath(new URL('./child.ts', import.meta.url)),
    };
    this.worker = new Worker(new URL('./relay.mjs', import.meta.url), { workerData, transferList: [port2] });
    this.worker.unref();
    port1.unref();
  }

  request(request: Omit<Request, 'id'>): number {
    const id = ++this.ids;
    this.port.postMessage({ ...request, id });
    return id;
  }

  /** The answer to a request, if it has come. */
  poll(id: number): Answer | undefined {
    if (Atomics.load(this.flag, 0) !== this.seen) {
      for (let m = receiveMessageOnPort(this.port); m !== undefined; m = receiveMessageOnPort(this.port)) {
        this.seen++;
        this.answers.set(m.message.id, m.message);
      }
    }
    const answer = this.answers.get(id);
    if (answer !== undefined) this.answers.delete(id);
    return answer;
  }

  /** Waits for an answer; for tests, and for programs that say so. */
  wait(id: number, timeoutMs = 30_000): Answer {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const answer = this.poll(id);
      if (answer !== undefined) return answer;
      const left = end - Date.now();
      if (left <= 0) return { id, error: 'the compile service does not answer' };
      Atomics.wait(this.flag, 0, this.seen, left);
    }
  }

  close(): Promise<number> {
    return this.worker.terminate();
  }
}
