import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type FileFlavor, hydrateFiles } from '@grammyjs/files';
import { run } from '@grammyjs/runner';
import {
  Bot,
  type Context,
  InlineKeyboard,
  InlineQueryResultBuilder,
  InputFile,
  InputMediaBuilder,
  webhookCallback,
} from 'grammy';
import { type ClientSettings, closeServer, listen, WEBHOOK_SECRET } from '../support/bot-client';
import { describeClient } from '../support/client-journey';
import { sha256 } from '../support/media';

type FileContext = FileFlavor<Context>;

function makeBot({ token, apiRoot, photo, bytes }: ClientSettings): Bot<FileContext> {
  const bot = new Bot<FileContext>(token, { client: { apiRoot } });
  bot.api.config.use(hydrateFiles(token, { apiRoot }));
  const file = (name: string) => new InputFile(bytes, name);
  bot.command('start', (ctx) =>
    ctx.reply(`Hello *${ctx.from?.first_name ?? ''}*`, {
      parse_mode: 'MarkdownV2',
      reply_markup: new InlineKeyboard().text('Edit', 'edit'),
    }),
  );
  bot.callbackQuery('edit', async (ctx) => {
    await ctx.editMessageText('Changed');
    await ctx.answerCallbackQuery('Edited!');
  });
  bot.command('kinds', async (ctx) => {
    await ctx.replyWithPhoto(new InputFile(photo, 'photo.jpg'));
    await ctx.replyWithAudio(file('file.mp3'));
    await ctx.replyWithDocument(file('file.pdf'), { caption: 'a caption' });
    await ctx.replyWithVideo(file('file.mp4'));
    await ctx.replyWithAnimation(file('file.mp4'));
    await ctx.replyWithVoice(file('file.oga'));
    await ctx.replyWithVideoNote(file('file.mp4'));
    await ctx.replyWithMediaGroup([
      InputMediaBuilder.photo(new InputFile(photo, 'a.jpg')),
      InputMediaBuilder.photo(new InputFile(photo, 'b.jpg')),
    ]);
    await ctx.reply('That was all');
  });
  bot.on('message:document', async (ctx) => {
    const content = await readFile(await (await ctx.getFile()).download());
    await ctx.reply(`${ctx.message.document.file_name ?? ''} ${content.length} ${sha256(content)}`);
  });
  bot.on('inline_query', (ctx) =>
    ctx.answerInlineQuery([InlineQueryResultBuilder.article('1', 'One').text(`You chose ${ctx.inlineQuery.query}`)]),
  );
  return bot;
}

describeClient('grammY with runner and files', {
  polling: async (settings) => {
    const bot = makeBot(settings);
    await bot.init();
    const runner = run(bot);
    return { stop: () => runner.stop() };
  },
  webhook: async (settings) => {
    const bot = makeBot(settings);
    const handle = webhookCallback(bot, 'http', { secretToken: WEBHOOK_SECRET });
    const server = createServer((request, response) => void handle(request, response));
    await bot.api.setWebhook(await listen(server), { secret_token: WEBHOOK_SECRET });
    return { stop: () => closeServer(server) };
  },
});
