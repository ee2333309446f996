import { type Sandbox } from '../index';
import { type SandboxOptions } from '../options';

/** Wires the sandbox together and listens. */
export abstract class SandboxServer {
  static start(_options: SandboxOptions): Promise<Sandbox> {
    return Promise.reject(new Error('The server follows in the next commit'));
  }
}
