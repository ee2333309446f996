import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { SeenMessage } from '../../../sandbox/src';
import { eventually } from './eventually';
import { OWNER, type Stage } from './stage';

export interface Sample {
  title: string;
  tags?: string;
  fileName: string;
  bytes: Buffer;
}

/** Bytes that compress badly and differ for each seed, so that two files are never the same by accident. */
export function noise(length: number, seed: string): Buffer {
  const blocks: Buffer[] = [];
  for (let made = 0, i = 0; made < length; i += 1) {
    const block = createHash('sha512').update(`${seed}/${i}`).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** Adds a file through the dialogue, as an admin does, and answers the bot's last message of it. */
export async function upload(stage: Stage, sample: Sample, by = OWNER): Promise<SeenMessage> {
  const { people } = stage;
  const command = await people.sendText(by, '/upload');
  await people.waitForMessage(by, 'New file', { since: command });
  const sent = await people.sendDocument(by, { bytes: sample.bytes }, { fileName: sample.fileName });
  await people.waitForMessage(by, 'What is its title', { since: sent });
  const title = await people.sendText(by, sample.title);
  await people.waitForMessage(by, 'Send tags', { since: title });
  const tags = await people.sendText(by, sample.tags ?? '/skip');
  return people.waitForMessage(by, 'is saved', { since: tags });
}

/** Searches in plain text and taps the result with this title; answers the file message that arrives. */
export async function findAndDownload(stage: Stage, person: number, text: string, title: string): Promise<SeenMessage> {
  const { people } = stage;
  const question = await people.sendText(person, text);
  const results = await people.waitForMessage(
    person,
    (message) => labels(message).some((label) => label.includes(title)),
    {
      since: question,
    },
  );
  const label = labels(results).find((candidate) => candidate.includes(title)) ?? '';
  await people.tapButton(person, results.messageId, label);
  return people.waitForMessage(person, (message) => message.media !== undefined, { since: results });
}

/** Waits until the file's processed copy is what the library serves. */
export async function untilProcessed(stage: Stage, title: string, timeoutMs = 90_000): Promise<void> {
  await eventually(async () => (await cardOf(stage, title)).text.includes('✅ Ready'), {
    timeoutMs,
    // Each look makes the bot send: more than one message a second into this chat would hold the copy back, which goes
    // through the same chat and yields to answers.
    everyMs: 3_000,
    describe: () => `"${title}" was not processed`,
  });
}

/** Opens the admin's card of a file in a fresh `/files` list. */
export async function cardOf(stage: Stage, title: string): Promise<SeenMessage> {
  const { people } = stage;
  const command = await people.sendText(OWNER, '/files');
  const list = await people.waitForMessage(OWNER, (message) => labels(message).some((label) => label.includes(title)), {
    since: command,
    timeoutMs: 15_000,
  });
  const label = labels(list).find((candidate) => candidate.includes(title)) ?? '';
  await people.tapButton(OWNER, list.messageId, label);
  return people.waitForMessage(
    OWNER,
    (message) => message.messageId === list.messageId && message.text.includes(title),
    {
      since: list,
    },
  );
}

/** Ten searches each, sent without waiting; answers what each person was answered, in the order of the chat. */
export async function searchTenTimes(stage: Stage, persons: readonly number[]): Promise<(string | undefined)[][]> {
  const { people } = stage;
  for (const person of persons) {
    for (let i = 0; i < 10; i += 1) await people.sendText(person, `/search nothing${i}`);
  }
  const answers: (string | undefined)[][] = [];
  for (const person of persons) {
    await people.waitForMessage(person, 'nothing9');
    const { items } = await people.listMessages(person, undefined, { limit: 200 });
    answers.push(items.filter((message) => !message.outgoing).map((message) => /nothing\d/.exec(message.text)?.[0]));
  }
  return answers;
}

/** What `searchTenTimes` answers for each person when every update was handled once and in order. */
export const tenInOrder = Array.from({ length: 10 }, (_, i) => `nothing${i}`);

export const labels = (message: SeenMessage): string[] => message.buttons.flat().map((button) => button.label);

export async function sha256(content: Buffer | Readable): Promise<string> {
  const hash = createHash('sha256');
  if (Buffer.isBuffer(content)) return hash.update(content).digest('hex');
  for await (const chunk of content) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
