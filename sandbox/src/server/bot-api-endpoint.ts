import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from '../bot-api/api-error';
import { type Services } from '../bot-api/call';
import { type RawParameters } from '../bot-api/method-schema';
import { type MethodRunner } from '../bot-api/method-runner';
import { discardFiles } from '../bot-api/multipart-reader';
import { readParameters } from '../bot-api/request-reader';
import { type FaultEffect } from '../control/contract';
import { type FaultList } from '../faults/fault-list';
import { type Bot } from '../world/bot';
import { type Answer, errorAnswer, faultAnswer, okAnswer, writeAnswer } from './answer';
import { type BotDirectory } from './bot-directory';
import { type CallLog, outcomeOf } from './call-log';

const NEVER = new AbortController().signal;
/** Only these wait for something, and want to know when the client has gone. */
const WAITING_METHODS = new Set(['getUpdates']);

/** `/bot<token>/<method>`: reads the call, lets faults and latency happen, answers and writes the log. */
export class BotApiEndpoint {
  /** Milliseconds added to every call. */
  latencyMs = 0;

  constructor(
    private readonly services: Services,
    private readonly runner: MethodRunner,
    private readonly bots: BotDirectory,
    private readonly faults: FaultList,
    private readonly log: CallLog,
  ) {}

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
    name: string,
    query: string,
  ): Promise<void> {
    const at = Date.now();
    const started = performance.now();
    const warnings: string[] = [];
    let raw: RawParameters = { values: {}, files: new Map() };
    let bot: Bot | undefined;
    let method = name;
    let answer: Answer;
    let effect: FaultEffect | undefined;
    try {
      bot = this.bots.byToken(token);
      raw = await readParameters(request, query, this.services.files, this.services.limits.maxUploadBytes);
      const found = this.runner.find(name);
      method = found.name;
      effect = this.faults.draw({ botId: bot.id, method, chatId: raw.values['chat_id'] as string | undefined });
      if (effect?.kind === 'status') answer = faultAnswer(effect);
      else if (effect?.kind === 'down') answer = { status: 0, body: '', description: 'connection broken by a fault' };
      else {
        const signal = WAITING_METHODS.has(method) ? abortSignalOf(response) : NEVER;
        const result = this.runner.run(found, bot, raw, signal, (text) => warnings.push(text));
        answer = okAnswer(result instanceof Promise ? await result : result);
      }
    } catch (error) {
      answer = errorAnswer(error);
      if (!(error instanceof ApiError)) process.emitWarning(error instanceof Error ? error : String(error));
    }
    if (raw.files.size > 0) await discardFiles(raw);
    const delayMs = this.latencyMs + (effect?.kind === 'delay' ? effect.delayMs : 0);
    if (delayMs > 0) await wait(delayMs);
    this.finish(request, response, answer, effect);
    this.log.add({
      at,
      botId: bot?.id ?? 0,
      method,
      chatId: raw.values['chat_id'] as string | undefined,
      outcome: effect ? 'fault' : outcomeOf(answer.status),
      status: answer.status,
      description: answer.description,
      latencyMs: Math.round((performance.now() - started) * 10) / 10,
      values: raw.values,
      ...(warnings.length > 0 ? { warnings } : {}),
    });
  }

  private finish(
    request: IncomingMessage,
    response: ServerResponse,
    answer: Answer,
    effect: FaultEffect | undefined,
  ): void {
    if (effect?.kind === 'down') request.socket.destroy();
    else if (effect?.kind === 'cut') writeAnswer(response, answer, effect.afterBytes);
    else if (effect?.kind !== 'hang') {
      // What is left of a refused upload would be read in vain.
      if (answer.status === 413) response.setHeader('Connection', 'close');
      writeAnswer(response, answer);
    }
  }
}

function abortSignalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
