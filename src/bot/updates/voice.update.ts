import { Command, Ctx, Next, On } from 'nestjs-telegraf';
import { OrderIntakeService } from '../../orders';
import { TranscriptionService, voiceKinds, type VoiceKind } from '../../transcription';
import { mayDo } from '../../users';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { fileOf, type SentFile } from '../file-message';
import { sendScreen } from '../show-screen';
import { voiceRefusalScreen } from '../views/voice.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** Recordings that people want as text: sent in a private chat, or pointed at by `/transcribe` anywhere. */
@ChatUpdate()
export class VoiceUpdate {
  constructor(
    private readonly transcriptions: TranscriptionService,
    private readonly orders: OrderIntakeService,
  ) {}

  @Command('transcribe')
  async transcribe(@Ctx() ctx: BotContext): Promise<void> {
    const { message } = ctx;
    const file = message && 'reply_to_message' in message ? fileOf(message.reply_to_message) : undefined;
    if (!message || !isRecording(file)) {
      await sendScreen(ctx, { html: ctx.words.t('transcription.command.howTo') }, { replyTo: message?.message_id });
      return;
    }
    await this.ask(ctx, file, message.message_id);
  }

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const file = ctx.isPrivate ? fileOf(ctx.message) : undefined;
    if (!isRecording(file)) return next();
    // Who names a product, or was just asked for an order's file, means that.
    if (await this.orders.isAwaited({ userId: ctx.user.id, caption: file.caption })) return next();
    await this.ask(ctx, file, file.messageId);
  }

  @OnButton(buttons.cancelTranscription)
  async cancel(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.cancelTranscription);
    if (!values) return;
    const by = { actor: ctx.actor, isStaff: mayDo(ctx.user, 'users:write') };
    const { outcome } = await this.transcriptions.cancel(values.requestId, by);
    const answer = outcome === 'cancelled' ? 'transcription.cancel.stopping' : 'transcription.cancel.tooLate';
    await ctx.answerOnce(ctx.words.plain(answer));
  }

  private async ask(ctx: BotContext, file: Recording, askedMessageId: number): Promise<void> {
    const { kind, fileId, fileUniqueId, mimeType, durationSeconds, sizeBytes, chatId, messageId } = file;
    const asking = await this.transcriptions.ask({
      userId: ctx.user.id,
      chatId,
      askedMessageId,
      voiceMessageId: messageId,
      ...{ kind, fileId, fileUniqueId, mimeType, durationSeconds, sizeBytes },
    });
    // What is accepted is told by its own status message.
    if (asking.outcome === 'refused') {
      await sendScreen(ctx, voiceRefusalScreen(ctx.words, asking.refusal), { replyTo: messageId });
    }
  }
}

type Recording = SentFile & { kind: VoiceKind };

const isRecording = (file: SentFile | undefined): file is Recording =>
  file !== undefined && voiceKinds.some((kind) => kind === file.kind);
