// npm run bench:sandbox [-- --seconds 20 --gigabytes 2]
// Measures the sandbox in a process of its own: a paced load, as fast as it goes, and one large file up and down.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { load, percentile } from './load.mjs';
import { download, uploadDocument } from './transfer.mjs';

const GOAL = { callsPerSecond: 2_000, rssMegabytes: 200, growthMegabytes: 64 };
const TOKEN = `123456:${'a'.repeat(35)}`;
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, gigabytes: { type: 'string', default: '2' } },
});
const megabytes = (bytes) => Math.round(bytes / 1e6);
const verdict = (reached) => (reached ? 'goal reached' : 'GOAL MISSED');

const server = fork(new URL('./serve.mjs', import.meta.url));
const [{ url, firstId }] = await once(server, 'message');
const measure = async () => {
  server.send('measure');
  return (await once(server, 'message'))[0];
};
const message = (index) => ({
  chat_id: firstId + (index % 10_000),
  text: `Message <b>${index}</b> from the bench`,
  parse_mode: 'HTML',
  reply_markup: { inline_keyboard: [[{ text: 'Open', callback_data: `file:open:${index}` }]] },
});
const path = `/bot${TOKEN}/sendMessage`;
const seconds = Number(options.seconds);

await load({ url, path, values: message, seconds: 2, rate: 0, lanes: 8 });
const before = await measure();
const paced = await load({ url, path, values: message, seconds, rate: GOAL.callsPerSecond, lanes: 32 });
const after = await measure();
const cpuPerCall = ((after.cpuSeconds - before.cpuSeconds) / paced.calls) * 1e6;
const sustained = paced.failures === 0 && paced.perSecond >= GOAL.callsPerSecond * 0.99;
console.log(
  `paced: ${Math.round(paced.perSecond)} of ${GOAL.callsPerSecond} calls/s for ${seconds} s, ${paced.failures} failed: ${verdict(sustained)}`,
);
console.log(
  `  p50 ${percentile(paced.latencies, 0.5).toFixed(1)} ms, p99 ${percentile(paced.latencies, 0.99).toFixed(1)} ms, ${Math.round(cpuPerCall)} µs of CPU per call`,
);
console.log(`  memory at most ${megabytes(after.peak)} MB: ${verdict(megabytes(after.peak) < GOAL.rssMegabytes)}`);

const fastest = await load({ url, path, values: message, seconds: seconds / 2, rate: 0, lanes: 16 });
const burst = await measure();
const burstCpu = (burst.cpuSeconds - after.cpuSeconds) / fastest.calls;
console.log(
  `as fast as it goes: ${Math.round(fastest.perSecond)} calls/s beside the load generator, ${Math.round(1 / burstCpu)} calls per second of its own CPU, memory at most ${megabytes(burst.peak)} MB`,
);

const size = Math.round(Number(options.gigabytes) * 1024 ** 3);
const rest = await measure();
let began = performance.now();
const fileId = await uploadDocument(url, TOKEN, String(firstId), size);
const upRate = size / 1e6 / ((performance.now() - began) / 1_000);
const up = await measure();
began = performance.now();
const received = await download(url, TOKEN, fileId);
const downRate = size / 1e6 / ((performance.now() - began) / 1_000);
const down = await measure();
if (received !== size) throw new Error(`Downloaded ${received} of ${size} bytes`);
for (const [name, rate, peak] of [
  ['up', upRate, up.peak],
  ['down', downRate, down.peak],
]) {
  const growth = megabytes(peak - rest.rss);
  console.log(
    `${options.gigabytes} GB ${name}: ${Math.round(rate)} MB/s, memory grew by ${growth} MB: ${verdict(growth < GOAL.growthMegabytes)}`,
  );
}
server.send('close');
await once(server, 'exit');
