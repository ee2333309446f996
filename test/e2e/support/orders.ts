import { resolve } from 'node:path';
import type { MediaOptions } from '../../../sandbox/src/control/person-actions';
import type { SeenMessage } from '../../../sandbox/src';
import { eventually } from './eventually';
import { OWNER, type Stage } from './stage';

export interface NewProduct {
  code: string;
  name: string;
  /** As the buttons say them. */
  kinds: readonly string[];
  limitMb: string;
  pattern?: string;
}

/** Adds a product through the dialogue, as an admin does, and answers its card. */
export async function addProduct(stage: Stage, product: NewProduct): Promise<SeenMessage> {
  const { people } = stage;
  const command = await people.sendText(OWNER, '/products');
  const list = await people.waitForMessage(OWNER, 'Products', { since: command });
  await people.tapButton(OWNER, list.messageId, '➕ Add a product');
  await people.waitForMessage(OWNER, 'Which code', { since: list });
  const code = await people.sendText(OWNER, product.code);
  await people.waitForMessage(OWNER, 'What is its name', { since: code });
  const name = await people.sendText(OWNER, product.name);
  const kinds = await people.waitForMessage(OWNER, 'What can it be ordered with', { since: name });
  for (const kind of product.kinds) {
    await people.tapButton(OWNER, kinds.messageId, `☐ ${kind}`);
    await people.waitForMessage(OWNER, (message) => hasButton(message, `☑ ${kind}`), { since: name });
  }
  await people.tapButton(OWNER, kinds.messageId, "✔ That's all");
  await people.waitForMessage(OWNER, 'How big may a file be', { since: kinds });
  const limit = await people.sendText(OWNER, product.limitMb);
  await people.waitForMessage(OWNER, 'follow a pattern', { since: limit });
  const pattern = await people.sendText(OWNER, product.pattern ?? '/skip');
  return people.waitForMessage(OWNER, 'can now be ordered', { since: pattern });
}

/** Orders with a document and answers the question for the series. */
export async function orderWith(
  stage: Stage,
  person: number,
  bytes: Buffer,
  options: MediaOptions & { caption: string },
): Promise<SeenMessage> {
  const sent = await stage.people.sendDocument(person, { bytes }, { fileName: 'drawing.pdf', ...options });
  return stage.people.waitForMessage(person, 'Now send me the series', { since: sent });
}

/** Gives the series and waits until the order is told to be complete. */
export async function completeWith(
  stage: Stage,
  person: number,
  series: string,
  timeoutMs = 60_000,
): Promise<SeenMessage> {
  const sent = await stage.people.sendText(person, series);
  await stage.people.waitForMessage(person, 'Thank you', { since: sent });
  return stage.people.waitForMessage(person, 'is complete', { timeoutMs, since: sent });
}

export const orderIdOf = (message: SeenMessage): string => /#(\d+)/.exec(message.text)?.[1] ?? '';

/** How often a person has been told this, in messages of their own chat with the bot. */
export async function timesTold(stage: Stage, person: number, text: string): Promise<number> {
  const { items } = await stage.people.listMessages(person, undefined, { limit: 500 });
  return items.filter((message) => !message.outgoing && message.text.includes(text)).length;
}

/** Waits until a person has been told this, and answers how often. */
export async function told(stage: Stage, person: number, text: string): Promise<number> {
  return eventually(() => timesTold(stage, person, text), { describe: () => `nobody told "${text}"` });
}

/** How many downloads of files the bot has begun. */
export const downloadsBegun = async (stage: Stage): Promise<number> =>
  (await stage.people.listCalls({ method: 'file-download' })).length;

export const mediaFolder = (stage: Stage): string => resolve(stage.dataDir, 'media');

const hasButton = (message: SeenMessage, label: string): boolean =>
  message.buttons.flat().some((button) => button.label === label);
