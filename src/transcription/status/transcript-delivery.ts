import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { escapeHtml, type Words } from '../../i18n';
import { type FileUpload, TelegramGateway } from '../../telegram/telegram-gateway';
import { RunRepository } from '../queue/run.repository';
import type { LiveRequest } from '../queue/voice-request';
import { MESSAGE_LIMIT, splitText } from '../text/split-text';
import { renderSrt, renderTxt } from '../text/transcript-files';
import type { Transcript } from '../transcription-engine';
import { patiently } from './patiently';
import { StatusMessages } from './status-messages';

/** A text of more messages than this is easier to read in a file. */
const MOST_MESSAGES = 3;

/**
 * Tells somebody how their request ended. What is said in the status message can be said twice without harm; of what needs
 * further messages, each is noted once it is sent, so that after a crash at most one of them comes twice.
 *
 * Every method waits out a Telegram that is busy or unwell, up to some minutes, and then rejects with its error.
 */
@Injectable()
export class TranscriptDelivery {
  constructor(
    private readonly messages: StatusMessages,
    private readonly gateway: TelegramGateway,
    private readonly runs: RunRepository,
  ) {}

  async deliver(claim: string, request: LiveRequest, transcript: Transcript, signal: AbortSignal): Promise<void> {
    const words = this.messages.wordsFor(request);
    if (transcript.noSpeech) return this.say(request, words.t('transcription.result.noSpeech'), signal);
    const pieces = splitText(transcript.text);
    if (pieces.length > MOST_MESSAGES) return this.deliverFiles(claim, request, transcript, words, signal);
    const [first = '', ...rest] = pieces;
    await this.say(request, escapeHtml(first), signal);
    await this.sendRest(
      claim,
      request,
      rest.map((piece) => () => this.sendText(request, escapeHtml(piece), signal)),
      signal,
    );
  }

  /** Says why there is no text. */
  async explain(request: LiveRequest, error: unknown, signal: AbortSignal): Promise<void> {
    const words = this.messages.wordsFor(request);
    await this.say(request, words.failure(error, 'transcription.errors.unexpected'), signal);
  }

  async confirmCancelled(request: LiveRequest, signal: AbortSignal): Promise<void> {
    const words = this.messages.wordsFor(request);
    await this.say(request, words.t('transcription.result.cancelled'), signal);
  }

  private async deliverFiles(
    claim: string,
    request: LiveRequest,
    transcript: Transcript,
    words: Words,
    signal: AbortSignal,
  ): Promise<void> {
    const beginning = splitText(transcript.text, BEGINNING)[0] ?? '';
    const note = words.t('transcription.result.inFile', {
      characters: words.number(transcript.text.length),
      beginning: escapeHtml(beginning),
    });
    await this.say(request, note, signal);
    const files = [{ fileName: 'transcript.txt', content: renderTxt(transcript) }];
    if (transcript.segments.length > 0) {
      files.push({ fileName: 'transcript.srt', content: renderSrt(transcript.segments) });
    }
    await this.sendRest(
      claim,
      request,
      files.map((file) => () => this.sendFile(request, file, signal)),
      signal,
    );
  }

  private async sendRest(
    claim: string,
    request: LiveRequest,
    sendings: (() => Promise<unknown>)[],
    signal: AbortSignal,
  ): Promise<void> {
    for (const [index, send] of sendings.entries()) {
      if (index < request.partsSent) continue;
      await patiently(send, signal);
      await this.runs.notePartsSent(claim, request.id, index + 1);
    }
  }

  private say(request: LiveRequest, html: string, signal: AbortSignal): Promise<void> {
    return patiently(() => this.messages.end(request, html, signal), signal);
  }

  private sendText(request: LiveRequest, html: string, signal: AbortSignal): Promise<unknown> {
    return this.gateway.sendText(request.chatId, html, { replyToMessageId: request.voiceMessageId, signal });
  }

  private sendFile(
    request: LiveRequest,
    { fileName, content }: { fileName: string; content: string },
    signal: AbortSignal,
  ): Promise<unknown> {
    const bytes = Buffer.from(content, 'utf8');
    const upload: FileUpload = {
      kind: 'document',
      fileName,
      source: { stream: Readable.from([bytes], { objectMode: false }), sizeBytes: bytes.length },
    };
    return this.gateway.uploadFile(request.chatId, upload, { replyToMessageId: request.voiceMessageId, signal });
  }
}

/** How much of a text in a file is shown beside it. UTF-16 units, well within a message together with what is said around it. */
const BEGINNING = MESSAGE_LIMIT / 8;
