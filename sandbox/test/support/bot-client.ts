import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Where a client under test finds its server, and what it may send. */
export interface ClientSettings {
  token: string;
  apiRoot: string;
  photo: Buffer;
  bytes: Buffer;
}

/** The same small bot, written with somebody's client. */
export interface RunningClient {
  stop(): Promise<void>;
}

/** The kinds every client sends on `/kinds`, one by one, before an album of two photos. */
export const KINDS = ['photo', 'audio', 'document', 'video', 'animation', 'voice', 'video_note'] as const;

export const WEBHOOK_PATH = '/hook';
export const WEBHOOK_SECRET = 'a-secret_token-42';

/** Listens on a free port; answers the URL for `setWebhook`. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${WEBHOOK_PATH}`;
}

export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
