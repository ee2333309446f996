import { Bot, createWebhookServer, InputFile } from 'node-telegram-bot-api/node';
import { type ClientSettings, closeServer, listen, WEBHOOK_PATH, WEBHOOK_SECRET } from '../support/bot-client';
import { describeClient } from '../support/client-journey';
import { sha256 } from '../support/media';

function makeBot({ token, apiRoot, photo, bytes }: ClientSettings): Bot {
  const bot = new Bot(token, { apiRoot });
  const file = (filename: string) => new InputFile(new Uint8Array(bytes), { filename });
  const picture = (filename: string) => new InputFile(new Uint8Array(photo), { filename });
  bot.command('start', (ctx) =>
    ctx.reply(`Hello *${ctx.from?.first_name ?? ''}*`, {
      parse_mode: 'Markdown',
      reply_markup: { inline_keyboard: [[{ text: 'Edit', callback_data: 'edit' }]] },
    }),
  );
  bot.on('callback_query', async (ctx) => {
    const { message } = ctx.callbackQuery ?? {};
    await bot.api.editMessageText({ chat_id: ctx.chatId, message_id: message?.message_id, text: 'Changed' });
    await ctx.answerCallbackQuery({ text: 'Edited!' });
  });
  bot.command('kinds', async (ctx) => {
    const chat_id = ctx.chatId as number;
    await bot.api.sendPhoto({ chat_id, photo: picture('photo.jpg') });
    await bot.api.sendAudio({ chat_id, audio: file('file.mp3') });
    await bot.api.sendDocument({ chat_id, document: file('file.pdf'), caption: 'a caption' });
    await bot.api.sendVideo({ chat_id, video: file('file.mp4') });
    await bot.api.sendAnimation({ chat_id, animation: file('file.mp4') });
    await bot.api.sendVoice({ chat_id, voice: file('file.oga') });
    await bot.api.sendVideoNote({ chat_id, video_note: file('file.mp4') });
    const media = [picture('a.jpg'), picture('b.jpg')].map((item) => ({ type: 'photo' as const, media: item }));
    await bot.api.sendMediaGroup({ chat_id, media });
    await ctx.reply('That was all');
  });
  bot.on('message', async (ctx) => {
    const document = ctx.message?.document;
    if (!document) return;
    const { file_path } = await bot.api.getFile({ file_id: document.file_id });
    const response = await fetch(`${apiRoot}/file/bot${token}/${file_path}`);
    const content = Buffer.from(await response.arrayBuffer());
    await ctx.reply(`${document.file_name} ${content.length} ${sha256(content)}`);
  });
  bot.on('inline_query', async (ctx) => {
    const { id, query } = ctx.inlineQuery ?? { id: '', query: '' };
    const input_message_content = { message_text: `You chose ${query}` };
    await bot.api.answerInlineQuery({
      inline_query_id: id,
      results: [{ type: 'article', id: '1', title: 'One', input_message_content }],
    });
  });
  return bot;
}

describeClient('node-telegram-bot-api', {
  polling: async (settings) => {
    const bot = makeBot(settings);
    const running = bot.startPolling();
    return {
      stop: async () => {
        bot.stop();
        await running;
      },
    };
  },
  webhook: async (settings) => {
    const bot = makeBot(settings);
    const server = createWebhookServer(bot, { path: WEBHOOK_PATH, secretToken: WEBHOOK_SECRET });
    await bot.api.setWebhook({ url: await listen(server), secret_token: WEBHOOK_SECRET });
    return { stop: () => closeServer(server) };
  },
});
