import { type MessageEntity } from '@grammyjs/types';
import { sortEntities } from './entity';

type DetectedType = 'bot_command' | 'mention' | 'hashtag' | 'cashtag' | 'url' | 'email';

const PATTERNS: [DetectedType, RegExp][] = [
  [
    'url',
    /(?<![\w@.-])(?:(?:https?|tg|ton):\/\/[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:com|org|net|me|io|dev|app|ru|uz|info|tv)(?:[/?#][^\s<>"]*)?)(?<![.,:;!?)'\]])/giu,
  ],
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]+\.)+[a-z]{2,12}(?![\w-])/giu],
  ['bot_command', /(?<![\p{L}\p{N}_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\p{N}_/@])/giu],
  ['mention', /(?<![\p{L}\p{N}_.@])@[a-z][a-z0-9_]{2,31}(?![\p{L}\p{N}_])/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#&/])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,255}/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_])/gu],
];

const CLOSED_TYPES = new Set(['code', 'pre', 'text_link', 'text_mention', 'url', 'email']);

/** Adds what Telegram finds by itself (commands, mentions, links, tags) outside code and links. */
export function withDetectedEntities(text: string, given: MessageEntity[]): MessageEntity[] {
  // Most texts have none of these characters: the patterns cost more than all the rest of sending a message.
  if (!/[/@#$]|\w\.\w/.test(text)) return given;
  const taken = given.filter((entity) => CLOSED_TYPES.has(entity.type));
  const found: MessageEntity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity: MessageEntity = { type, offset: match.index, length: match[0].length };
      if (taken.some((other) => overlaps(entity, other))) continue;
      if (CLOSED_TYPES.has(type)) taken.push(entity);
      found.push(entity);
    }
  }
  return found.length > 0 ? sortEntities([...given, ...found]) : given;
}

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
