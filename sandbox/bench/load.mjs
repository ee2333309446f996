import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

const HEAD_END = Buffer.from('\r\n\r\n');

/** A connection that makes one call after the other. Plain sockets: Node's own HTTP client costs more time than the server it measures. */
class Lane {
  constructor({ hostname, port }) {
    this.host = `${hostname}:${port}`;
    this.received = Buffer.alloc(0);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', (error) => this.reject?.(error));
    this.socket.on('close', () => this.reject?.(new Error('closed')));
  }

  /** Answers the status once the whole answer is there. */
  post(path, values) {
    const body = JSON.stringify(values);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${this.host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      Object.assign(this, { resolve, reject });
      this.socket.write(head + body);
    });
  }

  read(chunk) {
    this.received = this.received.length > 0 ? Buffer.concat([this.received, chunk]) : chunk;
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (this.received.length < headEnd + HEAD_END.length + length) return;
    this.received = Buffer.alloc(0);
    this.resolve(Number(head.slice(9, 12)));
  }

  close() {
    this.reject = undefined;
    this.socket.destroy();
  }
}

/**
 * Calls for so many seconds, at a rate per second or (rate 0) as fast as `lanes` callers can; answers latencies in milliseconds, sorted.
 * Paced calls are timed from the moment they were due, so that a stalled server can't hide.
 */
export async function load({ url, path, values, seconds, rate, lanes }) {
  const latencies = [];
  let failures = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  let next = 0;
  const run = async () => {
    const lane = new Lane(new URL(url));
    for (;;) {
      const index = next++;
      const due = rate > 0 ? began + (index * 1_000) / rate : performance.now();
      if (due >= end) return lane.close();
      const early = due - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      if ((await lane.post(path, values(index)).catch(() => 0)) !== 200) failures++;
      latencies.push(Math.max(0, performance.now() - due));
    }
  };
  await Promise.all(Array.from({ length: lanes }, run));
  latencies.sort((a, b) => a - b);
  return {
    calls: latencies.length,
    failures,
    perSecond: latencies.length / ((performance.now() - began) / 1_000),
    latencies,
  };
}

export const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
