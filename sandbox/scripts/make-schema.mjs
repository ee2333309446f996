// Makes sandbox/src/bot-api/schema.json, the table of methods and input types that calls are checked against, from the published description
// of the Bot API (github.com/PaulSonOfLars/telegram-bot-api-spec, MIT).
// Usage: node sandbox/scripts/make-schema.mjs <api.json>
import { readFileSync, writeFileSync } from 'node:fs';

const [source] = process.argv.slice(2);
if (!source) {
  console.error('Usage: node sandbox/scripts/make-schema.mjs <api.json>');
  process.exit(2);
}
const api = JSON.parse(readFileSync(source, 'utf8'));
const types = {};

/** Where the server accepts more than is published: only the id of a mentioned user counts, and buttons and poll options may be plain strings. */
const LENIENT = { User: { 'id!': 'Integer' } };
const OR_STRING = new Set(['KeyboardButton', 'InputPollOption']);

/** `String`, `Integer|String`, `Array of MessageEntity`; a discriminating constant is written `=photo`. */
function describe(field) {
  const fixed =
    /^(?:type|source)$/.test(field.name) && /(?:must be|always) ["“]?([a-z_0-9]+)["”]?\.?$/i.exec(field.description);
  if (fixed) return `=${fixed[1]}`;
  for (const type of field.types) collect(type.replace(/^(Array of )+/, ''));
  return field.types.map(orString).join('|');
}

function orString(type) {
  const inner = type.replace(/^(Array of )+/, '');
  return OR_STRING.has(inner) ? type.replace(inner, `${inner}OrString`) : type;
}

/** A field that must be there ends in `!`. */
function describeFields(fields = []) {
  return Object.fromEntries(fields.map((field) => [field.required ? `${field.name}!` : field.name, describe(field)]));
}

function collect(name) {
  const type = api.types[name];
  if (!type || name === 'InputFile' || name in types) return;
  types[name] = null;
  if (OR_STRING.has(name)) types[`${name}OrString`] = ['String', name];
  if (name in LENIENT) {
    types[name] = LENIENT[name];
    return;
  }
  if (type.subtypes) {
    type.subtypes.forEach(collect);
    types[name] = type.subtypes;
  } else {
    types[name] = describeFields(type.fields);
  }
}

const methods = Object.fromEntries(
  Object.entries(api.methods).map(([name, { fields }]) => [name, describeFields(fields)]),
);
const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  new URL('../src/bot-api/schema.json', import.meta.url),
  JSON.stringify({ version: api.version, methods, types: sorted }, null, 2) + '\n',
);
