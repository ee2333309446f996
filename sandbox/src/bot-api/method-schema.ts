import { badRequest } from './api-error';
import schema from './schema.json';
import { checkerOf, TypeMismatch } from './value-checker';

/** A file part of a multipart request, already on disk. */
export interface UploadedFile {
  path: string;
  size: number;
  fileName?: string;
  mimeType?: string;
}

/** What came over the wire: strings (form, query) or JSON values, and file parts by name. */
export interface RawParameters {
  values: Record<string, unknown>;
  files: Map<string, UploadedFile>;
}

/** Accepted parameters in their published types, and what was passed that the method doesn't know. */
export interface CheckedParameters {
  values: Record<string, unknown>;
  unknown: string[];
}

interface ParameterSchema {
  name: string;
  required: boolean;
  expression: string;
  /** Structured values travel as JSON text in forms. */
  isJson: boolean;
  acceptsFile: boolean;
}

const methods = schema.methods as unknown as Record<string, Record<string, string>>;

/** Complaints about what is missing, where Telegram has a wording of its own. */
const MISSING: Record<string, string> = {
  chat_id: 'chat_id is empty',
  from_chat_id: 'Chat identifier is not specified',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
  message_ids: 'message identifiers are not specified',
  user_id: 'invalid user_id specified',
  file_id: 'file_id not specified',
  latitude: 'latitude is empty',
  longitude: 'longitude is empty',
  action: 'wrong parameter action in request',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
  inline_query_id: 'query is too old and response timeout expired or query ID is invalid',
  live_photo: 'there is no live photo in the request',
  video_note: 'there is no video note in the request',
  media: 'media not found',
  results: "can't parse inline query results JSON object",
  commands: "can't parse commands JSON object",
};

/** Complaints about JSON text that can't be parsed, by type. */
const UNPARSABLE: Record<string, string> = {
  reply_markup: 'reply keyboard markup',
  reply_parameters: 'reply parameters',
  link_preview_options: 'link preview options',
  scope: 'BotCommandScope',
  entities: 'entities',
  caption_entities: 'entities',
  message_ids: 'message identifiers',
  allowed_updates: 'allowed updates',
};

/** Checks calls of one method against the published table. */
export class MethodSchema {
  private static readonly known = new Map(
    Object.entries(methods).map(([name, fields]) => [name.toLowerCase(), new MethodSchema(name, fields)]),
  );

  private readonly parameters: ParameterSchema[];
  private readonly names: Set<string>;

  private constructor(
    readonly method: string,
    fields: Record<string, string>,
  ) {
    this.parameters = Object.entries(fields).map(([key, expression]) => ({
      name: key.replace('!', ''),
      required: key.endsWith('!'),
      expression,
      isJson: expression.split('|').some((type) => !/^(Integer|Float|String|Boolean|InputFile|=.*)$/.test(type)),
      acceptsFile: expression.includes('InputFile'),
    }));
    this.names = new Set(this.parameters.map((parameter) => parameter.name));
  }

  /** Method names are matched in any case, as Telegram does. */
  static of(method: string): MethodSchema | undefined {
    return MethodSchema.known.get(method.toLowerCase());
  }

  /** Names of all published methods. */
  static names(): string[] {
    return Object.keys(methods);
  }

  /**
   * Converts and checks.
   * @throws ApiError 400 for the first parameter that is missing or of a wrong type.
   */
  check(raw: RawParameters): CheckedParameters {
    this.translateLegacyNames(raw);
    const values: Record<string, unknown> = {};
    for (const parameter of this.parameters) {
      const given = raw.values[parameter.name];
      const isMissing = given === undefined || given === null || (given === '' && parameter.name !== 'url');
      if (!isMissing) values[parameter.name] = convert(parameter, given);
      else if (parameter.required && !(parameter.acceptsFile && raw.files.has(parameter.name))) {
        throw badRequest(missing(parameter));
      } else if (given === '') values[parameter.name] = isText(parameter) ? '' : undefined;
    }
    const unknown = [...Object.keys(raw.values), ...raw.files.keys()].filter((name) => !this.names.has(name));
    return { values, unknown };
  }

  /** Names from before Bot API 7.0 that the public server still understands. */
  private translateLegacyNames({ values, files }: RawParameters): void {
    const replyTo = values['reply_to_message_id'];
    if (replyTo !== undefined && this.names.has('reply_parameters')) {
      values['reply_parameters'] ??= {
        message_id: replyTo,
        allow_sending_without_reply: values['allow_sending_without_reply'],
      };
      delete values['reply_to_message_id'];
      delete values['allow_sending_without_reply'];
    }
    if (values['disable_web_page_preview'] !== undefined && this.names.has('link_preview_options')) {
      values['link_preview_options'] ??= { is_disabled: values['disable_web_page_preview'] };
      delete values['disable_web_page_preview'];
    }
    const thumb = files.get('thumb');
    if (thumb && this.names.has('thumbnail')) {
      files.set('thumbnail', thumb);
      files.delete('thumb');
    }
  }
}

/** Some texts may be empty on purpose: an empty URL removes the webhook, an empty name resets it. */
function isText(parameter: ParameterSchema): boolean {
  return parameter.expression === 'String';
}

function missing(parameter: ParameterSchema): string {
  if (MISSING[parameter.name]) return MISSING[parameter.name] as string;
  if (parameter.acceptsFile) return `there is no ${parameter.name} in the request`;
  return `parameter "${parameter.name}" is required`;
}

function convert(parameter: ParameterSchema, given: unknown): unknown {
  const value = parameter.isJson && typeof given === 'string' ? parseJson(parameter, given) : given;
  if (parameter.name === 'reply_markup' && isEmptyObject(value)) return undefined;
  try {
    return checkerOf(parameter.expression)(value);
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error;
    throw badRequest(mismatch(parameter, error));
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function parseJson(parameter: ParameterSchema, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A bare word is a legal value where a string is one of the alternatives.
    if (parameter.expression.split('|').includes('String')) return text;
    throw badRequest(`can't parse ${UNPARSABLE[parameter.name] ?? parameter.name} JSON object`);
  }
}

function mismatch(parameter: ParameterSchema, error: TypeMismatch): string {
  if (parameter.name === 'chat_id' || parameter.name === 'from_chat_id') return 'chat not found';
  if (parameter.name === 'user_id') return 'invalid user_id specified';
  if (error.message.startsWith('must ')) return `parameter "${parameter.name}" ${error.message}`;
  const subject =
    parameter.name === 'reply_markup' ? 'inline keyboard button' : (UNPARSABLE[parameter.name] ?? parameter.name);
  return `can't parse ${subject}: ${error.message}`;
}
