import { parseArgs } from 'node:util';
import { type FloodPreset } from './control/contract';
import { startSandbox } from './index';
import { type SandboxOptions } from './options';

const USAGE = `Usage: npm run sandbox -- [options]

A Telegram Bot API server for trying and testing bots, with a web chat.

  --port <n>        port, 0 for a free one (default 8081)
  --host <address>  address to listen on (default 127.0.0.1)
  --token <token>   a bot that exists from the start; may be given several times
                    (without it, every well-formed token works)
  --data-dir <dir>  where files are kept (default: a temporary folder)
  --people <n>      people that exist from the start (default 3)
  --flood <preset>  off or public: flood limits like the public server's (default off)
  --latency <ms>    added to every call (default 0)
  --local           behave like a self-hosted server in local mode: paths instead
                    of downloads, files up to 2000 MB
  --help            this text
`;

const NAMES = ['Olga Owner', 'Umid User', 'Vera Visitor'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8081' },
      host: { type: 'string', default: '127.0.0.1' },
      token: { type: 'string', multiple: true },
      'data-dir': { type: 'string' },
      people: { type: 'string', default: '3' },
      flood: { type: 'string', default: 'off' },
      latency: { type: 'string', default: '0' },
      local: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const options: SandboxOptions = {
    port: wholeNumber('--port', values.port, 65_535),
    host: values.host,
    dataDir: values['data-dir'],
    bots: values.token?.map((token) => ({ token })),
    autoRegisterBots: values.token === undefined,
    flood: preset(values.flood),
    latencyMs: wholeNumber('--latency', values.latency, 60_000),
    localMode: values.local,
  };
  const people = wholeNumber('--people', values.people, 100_000);
  const sandbox = await startSandbox(options);
  for (let index = 0; index < people; index++) {
    const [firstName = `Person ${index + 1}`, lastName] = NAMES[index]?.split(' ') ?? [];
    await sandbox.control.addPerson({ firstName, lastName, languageCode: 'en' });
  }
  console.log(`Bot API and web chat: ${sandbox.url}`);
  console.log('Stop with Ctrl-C.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new Error(`${name} must be a whole number from 0 to ${max}`);
  return value;
}

function preset(name: string): FloodPreset {
  if (name !== 'off' && name !== 'public') throw new Error('--flood must be off or public');
  return name;
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\nTry --help.`);
  process.exitCode = 1;
});
