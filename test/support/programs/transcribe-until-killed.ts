import { LocalEngine, type LocalEngineConfig } from '../../../src/transcription';
import { requestFor } from '../transcription-request';

/** Loads a recogniser, says its process id, and keeps it busy until this process is killed. */
async function transcribeUntilKilled({ config, path }: { config: LocalEngineConfig; path: string }): Promise<void> {
  const engine = new LocalEngine(config);
  await engine.warmUp();
  process.stdout.write(`${engine.processIds[0]}\n`);
  for (;;) await engine.transcribe(requestFor(path));
}

void transcribeUntilKilled(JSON.parse(process.argv[2] ?? '{}') as { config: LocalEngineConfig; path: string });
