/**
 * A Telegram Bot API server for trying and testing bots, usable as a library.
 * The command line lives in `main.ts`.
 */
import { type SandboxControl } from './control/contract';
import { type PersonActions } from './control/person-actions';
import { type SandboxOptions } from './options';
import { SandboxServer } from './server/sandbox-server';

export * from './control/contract';
export { SandboxClient } from './control/client';
export { ControlError } from './control/control-error';
export { type MediaOptions, type MessagePredicate, PersonActions, type WaitOptions } from './control/person-actions';
export { type SandboxOptions } from './options';

/** A running sandbox. */
export interface Sandbox {
  /** API root for bots, and address of the web chat: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  /** People, chats, faults and everything else, without HTTP. */
  readonly control: SandboxControl & PersonActions;
  /** Stops listening, ends every open connection and removes temporary files. Safe twice. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox and resolves once it listens.
 * @throws Error when the port is taken or `dataDir` is not writable.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return SandboxServer.start(options);
}
