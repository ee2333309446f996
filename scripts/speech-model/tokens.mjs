import { Buffer } from 'node:buffer';
import { pathToFileURL } from 'node:url';

const BYTE_TOKEN = /^<0x([0-9A-F]{2})>$/;

/**
 * The tokens file that sherpa reads for Moonshine: one line per id, `base64(bytes of the token) id`.
 * The tokenizer's file is executed to get at its vocabulary, so it must have been verified before.
 */
export async function renderTokens(tokenizerFile) {
  const { default: tokenizer } = await import(pathToFileURL(tokenizerFile).href);
  return tokenizer.vocabById.map((token, id) => `${bytesOf(token).toString('base64')} ${id}\n`).join('');
}

function bytesOf(token) {
  const byte = BYTE_TOKEN.exec(token);
  return byte ? Buffer.from(byte[1], 'hex') : Buffer.from(token.replaceAll('▁', ' '), 'utf8');
}
