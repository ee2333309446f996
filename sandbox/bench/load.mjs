import { Buffer } from 'node:buffer';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** One call; answers its status once the body has been read. */
export function post(agent, url, path, values) {
  const body = JSON.stringify(values);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(url + path, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/**
 * Calls for so many seconds, at a rate per second or (rate 0) as fast as `lanes` callers can; answers latencies in milliseconds, sorted.
 * Paced calls are timed from the moment they were due, so that a stalled server can't hide.
 */
export async function load({ url, path, values, seconds, rate, lanes }) {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const latencies = [];
  let failures = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  let next = 0;
  const one = async (due) => {
    const status = await post(agent, url, path, values(next)).catch(() => 0);
    if (status !== 200) failures++;
    latencies.push(performance.now() - due);
  };
  const lane = async () => {
    for (;;) {
      const index = next++;
      const due = rate > 0 ? began + (index * 1_000) / rate : performance.now();
      if (due >= end) return;
      const early = due - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      await one(due);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  agent.destroy();
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
