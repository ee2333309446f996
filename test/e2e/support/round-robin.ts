import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A balancer that hands each request to the next of its targets, which may be named after it has started. */
export async function startBalancer(): Promise<{
  url: string;
  targets: string[];
  close(): Promise<void>;
}> {
  const targets: string[] = [];
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const target = new URL(targets[turn++ % targets.length] ?? 'http://127.0.0.1:1');
    const { url: path, method, headers } = incoming;
    const onward = request({ host: target.hostname, port: target.port, path, method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
