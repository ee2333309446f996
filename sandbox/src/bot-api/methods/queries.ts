import { type InlineQueryResult, type InlineQueryResultsButton } from '@grammyjs/types';
import { formatText } from '../../text/formatted-text';
import { badRequest } from '../api-error';
import { type Call, type MethodHandlers, type Services } from '../call';
import { InputFiles } from '../input-files';
import { inlineKeyboardOf } from '../keyboards';

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';
const MAX_RESULTS = 50;
const MAX_ANSWER_LENGTH = 200;

/** Answers to button presses and inline queries. */
export function queryMethods(services: Services): MethodHandlers {
  const inputFiles = new InputFiles(services);
  return {
    answerCallbackQuery: ({ bot, parameters }) => {
      const text = parameters.text('text');
      if (text !== undefined && text.length > MAX_ANSWER_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
      const url = parameters.text('url');
      const answer = { text, showAlert: parameters.flag('show_alert'), url };
      if (!bot.callbacks.answer(parameters.text('callback_query_id') ?? '', answer)) throw badRequest(TOO_OLD);
      return true;
    },
    answerInlineQuery: (call) => {
      const { bot, parameters } = call;
      const results = parameters.json<InlineQueryResult[]>('results') ?? [];
      if (results.length > MAX_RESULTS) throw badRequest('too many inline query results specified');
      const nextOffset = parameters.text('next_offset') ?? '';
      if (Buffer.byteLength(nextOffset) > 64) throw badRequest('NEXT_OFFSET_INVALID');
      const ids = new Set<string>();
      for (const result of results) {
        if (ids.has(result.id)) throw badRequest('RESULT_ID_DUPLICATE');
        ids.add(result.id);
        checkResult(inputFiles, call, result);
      }
      const button = parameters.json<InlineQueryResultsButton>('button');
      const answer = { results, nextOffset, button };
      if (!bot.inlineQueries.answer(parameters.text('inline_query_id') ?? '', answer)) throw badRequest(TOO_OLD);
      return true;
    },
  };
}

function checkResult(inputFiles: InputFiles, call: Call, result: InlineQueryResult): void {
  const bytes = Buffer.byteLength(result.id);
  if (bytes === 0 || bytes > 64) throw badRequest('RESULT_ID_INVALID');
  inlineKeyboardOf(result.reply_markup);
  const fields = result as unknown as Record<string, unknown>;
  const fileId = cachedFileId(result);
  if (fileId !== undefined) inputFiles.fileById(call.bot.id, fileId);
  const content = fields['input_message_content'] as { message_text?: string; parse_mode?: string } | undefined;
  if (content?.message_text !== undefined) {
    const { text } = formatText(content.message_text, content.parse_mode);
    if (text === '') throw badRequest('message text is empty');
    if (text.length > 4096) throw badRequest('message is too long');
  }
  if (typeof fields['caption'] === 'string') formatText(fields['caption'], fields['parse_mode'] as string | undefined);
}

/** The file of an `InlineQueryResultCached…`. */
export function cachedFileId(result: InlineQueryResult): string | undefined {
  const fields = result as unknown as Record<string, unknown>;
  const name = Object.keys(fields).find((key) => key.endsWith('_file_id'));
  return name && (fields[name] as string);
}
