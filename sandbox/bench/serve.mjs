// A sandbox in a process of its own, so that its memory and time can be measured: started by bench.mjs.
import { clearInterval, setInterval } from 'node:timers';
import { startSandbox } from '../dist/index.js';

const GIGABYTE = 1024 ** 3;
const sandbox = await startSandbox({ maxUploadBytes: 4 * GIGABYTE, maxDownloadBytes: 4 * GIGABYTE });
const { firstId } = await sandbox.control.addPeople({ count: 10_000 });
process.send({ url: sandbox.url, firstId });

let peak = 0;
const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
process.on('message', async (message) => {
  if (message === 'close') {
    clearInterval(sampling);
    await sandbox.close();
    process.disconnect();
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send({ rss: process.memoryUsage.rss(), peak, cpuSeconds: (user + system) / 1e6 });
  peak = 0;
});
