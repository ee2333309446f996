import { createServer } from 'node:http';
import { Input, Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { type ClientSettings, closeServer, listen, WEBHOOK_PATH, WEBHOOK_SECRET } from '../support/bot-client';
import { describeClient } from '../support/client-journey';
import { sha256 } from '../support/media';

function makeBot({ token, apiRoot, photo, bytes }: ClientSettings): Telegraf {
  const bot = new Telegraf(token, { telegram: { apiRoot } });
  const file = (name: string) => Input.fromBuffer(bytes, name);
  bot.start((ctx) =>
    ctx.replyWithHTML(`Hello <b>${ctx.from.first_name}</b>`, {
      reply_markup: { inline_keyboard: [[{ text: 'Edit', callback_data: 'edit' }]] },
    }),
  );
  bot.action('edit', async (ctx) => {
    await ctx.editMessageText('Changed');
    await ctx.answerCbQuery('Edited!');
  });
  bot.command('kinds', async (ctx) => {
    await ctx.replyWithPhoto(Input.fromBuffer(photo, 'photo.jpg'));
    await ctx.replyWithAudio(file('file.mp3'), { title: 'Song', duration: 3 });
    await ctx.replyWithDocument(file('file.pdf'), { caption: 'a caption' });
    await ctx.replyWithVideo(file('file.mp4'));
    await ctx.replyWithAnimation(file('file.mp4'));
    await ctx.replyWithVoice(file('file.oga'), { duration: 2 });
    await ctx.replyWithVideoNote(file('file.mp4'));
    await ctx.replyWithMediaGroup([
      { type: 'photo', media: Input.fromBuffer(photo, 'a.jpg') },
      { type: 'photo', media: Input.fromBuffer(photo, 'b.jpg') },
    ]);
    await ctx.reply('That was all');
  });
  bot.on(message('document'), async (ctx) => {
    const { file_id, file_name } = ctx.message.document;
    const response = await fetch(await ctx.telegram.getFileLink(file_id));
    const content = Buffer.from(await response.arrayBuffer());
    await ctx.reply(`${file_name} ${content.length} ${sha256(content)}`);
  });
  bot.on('inline_query', (ctx) =>
    ctx.answerInlineQuery([
      {
        type: 'article',
        id: '1',
        title: 'One',
        input_message_content: { message_text: `You chose ${ctx.inlineQuery.query}` },
      },
    ]),
  );
  return bot;
}

describeClient('telegraf', {
  polling: async (settings) => {
    const bot = makeBot(settings);
    const running = bot.launch();
    return {
      stop: async () => {
        bot.stop();
        await running;
      },
    };
  },
  webhook: async (settings) => {
    const bot = makeBot(settings);
    const server = createServer(bot.webhookCallback(WEBHOOK_PATH, { secretToken: WEBHOOK_SECRET }));
    bot.botInfo = await bot.telegram.getMe();
    await bot.telegram.setWebhook(await listen(server), { secret_token: WEBHOOK_SECRET });
    return { stop: () => closeServer(server) };
  },
});
