/**
 * Checks and converts values against the published types: `Integer`, `Array of MessageEntity`, `InlineKeyboardMarkup|ForceReply`.
 * What a value means (does the chat exist?) does not belong here.
 */
import schema from './schema.json';

type TypeDescription = Record<string, string> | string[];

/** Turns an accepted value into its typed form; throws {@link TypeMismatch} otherwise. */
type Checker = (value: unknown) => unknown;

/** A value that isn't of its published type; the message ends an error of the Bot API. */
export class TypeMismatch extends Error {}

const types = schema.types as unknown as Record<string, TypeDescription>;
const checkers = new Map<string, Checker>();

/** The checker for a type expression of the schema; made once per expression. */
export function checkerOf(expression: string): Checker {
  let checker = checkers.get(expression);
  if (!checker) {
    checker = makeChecker(expression);
    checkers.set(expression, checker);
  }
  return checker;
}

function makeChecker(expression: string): Checker {
  const alternatives = expression.split('|');
  if (alternatives.length > 1) return oneOf(alternatives);
  if (expression.startsWith('Array of ')) return arrayOf(expression.slice('Array of '.length));
  if (expression.startsWith('=')) return constant(expression.slice(1));
  const primitive = PRIMITIVES[expression];
  if (primitive) return primitive;
  const description = types[expression];
  if (!description) throw new Error(`The schema has no type ${expression}`);
  return Array.isArray(description) ? oneOf(description) : objectOf(expression, description);
}

const PRIMITIVES: Record<string, Checker | undefined> = {
  Integer: (value) => {
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    if (!Number.isSafeInteger(number)) throw new TypeMismatch('must be of type Number');
    return number;
  },
  Float: (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw new TypeMismatch('must be of type Number');
    return number;
  },
  Boolean: (value) => {
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
    if (word === 'true' || word === '1' || word === 'yes') return true;
    if (word === 'false' || word === '0' || word === 'no') return false;
    throw new TypeMismatch('must be of type Boolean');
  },
  String: (value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new TypeMismatch('must be of type String');
  },
  InputFile: (value) => {
    if (typeof value === 'string') return value;
    throw new TypeMismatch('must be a file or of type String');
  },
};

function constant(expected: string): Checker {
  return (value) => {
    if (value !== expected) throw new TypeMismatch(`must be "${expected}"`);
    return value;
  };
}

function arrayOf(elementType: string): Checker {
  let element: Checker | undefined;
  return (value) => {
    if (!Array.isArray(value)) throw new TypeMismatch('must be an Array');
    element ??= checkerOf(elementType);
    return value.map(element);
  };
}

function objectOf(name: string, description: Record<string, string>): Checker {
  const fields = Object.entries(description).map(([key, expression]) => ({
    name: key.endsWith('!') ? key.slice(0, -1) : key,
    required: key.endsWith('!'),
    expression,
    check: undefined as Checker | undefined,
  }));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeMismatch(`${name} must be an Object`);
    }
    const source = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const field of fields) {
      const given = source[field.name];
      if (given === undefined || given === null) {
        if (field.required) throw new TypeMismatch(`Can't find field "${field.name}"`);
        continue;
      }
      field.check ??= checkerOf(field.expression);
      result[field.name] = checkField(field.name, given, field.check);
    }
    return result;
  };
}

function checkField(name: string, value: unknown, check: Checker): unknown {
  try {
    return check(value);
  } catch (error) {
    if (error instanceof TypeMismatch && error.message.startsWith('must ')) {
      throw new TypeMismatch(`Field "${name}" ${error.message}`);
    }
    throw error;
  }
}

/** Tries each alternative; when none fits, the complaint of the one that recognised the value by its `type` (or by its first field) wins. */
function oneOf(alternatives: string[]): Checker {
  let candidates: { check: Checker; recognises: (value: unknown) => boolean }[] | undefined;
  return (value) => {
    candidates ??= alternatives.map((name) => ({ check: checkerOf(name), recognises: recogniser(types[name]) }));
    let complaint: unknown;
    for (const { check, recognises } of candidates) {
      const recognised = recognises(value);
      if (complaint && !recognised) continue;
      try {
        return check(value);
      } catch (error) {
        if (!(error instanceof TypeMismatch)) throw error;
        if (recognised || !complaint) complaint = error;
      }
    }
    throw complaint;
  };
}

function recogniser(description: TypeDescription | undefined): (value: unknown) => boolean {
  if (!description || Array.isArray(description)) return () => true;
  const fields = Object.entries(description);
  const fixed = fields.find(([, type]) => type.startsWith('='));
  const required = fields.find(([key]) => key.endsWith('!'))?.[0].slice(0, -1);
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const object = value as Record<string, unknown>;
    if (fixed) return object[fixed[0].replace('!', '')] === fixed[1].slice(1);
    return required === undefined || required in object;
  };
}
