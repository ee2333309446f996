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
import { startSandbox } from '../../src';
import { type ClientSettings, closeServer, listen, WEBHOOK_SECRET } from '../support/bot-client';
import { describeClient } from '../support/client-journey';
import { makeBytes, sha256 } from '../support/media';

type FileContext = FileFlavor<Context>;

function makeBot({ token, apiRoot, photo, bytes }: ClientSettings): Bot<FileContext> {
  const bot = new Bot<FileContext>(token, { client: { apiRoot } });
  bot.api.config.use(hydrateFiles(token, { apiRoot }));
  // Arrays made here: under Jest, Buffers are of another realm, where grammY's own check for arrays fails.
  const file = (name: string) => new InputFile(new Uint8Array(bytes), name);
  const picture = (name: string) => new InputFile(new Uint8Array(photo), name);
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
    await ctx.replyWithPhoto(picture('photo.jpg'));
    await ctx.replyWithAudio(file('file.mp3'));
    await ctx.replyWithDocument(file('file.pdf'), { caption: 'a caption' });
    await ctx.replyWithVideo(file('file.mp4'));
    await ctx.replyWithAnimation(file('file.mp4'));
    await ctx.replyWithVoice(file('file.oga'));
    await ctx.replyWithVideoNote(file('file.mp4'));
    await ctx.replyWithMediaGroup([
      InputMediaBuilder.photo(picture('a.jpg')),
      InputMediaBuilder.photo(picture('b.jpg')),
    ]);
    await ctx.reply('That was all');
  });
  bot.on('message:document', async (ctx) => {
    const file = await ctx.getFile();
    // On a local server the plugin reads the path; its own HTTP downloads know nothing but https.
    const remote = async () => Buffer.from(await (await fetch(file.getUrl())).arrayBuffer());
    const content = file.file_path?.startsWith('/') ? await readFile(await file.download()) : await remote();
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

describe('grammY with files on a server in local mode', () => {
  it('reads what a person uploads from its path', async () => {
    const token = `77:${'c'.repeat(35)}`;
    const sandbox = await startSandbox({ localMode: true, bots: [{ token }] });
    const bot = makeBot({ token, apiRoot: sandbox.url, photo: Buffer.alloc(0), bytes: Buffer.alloc(0) });
    await bot.init();
    const runner = run(bot);
    const ann = await sandbox.control.addPerson({ firstName: 'Ann' });
    const bytes = makeBytes(70_000);
    await sandbox.control.sendDocument(ann.id, { bytes }, { fileName: 'a.bin' });
    const answer = await sandbox.control.waitForMessage(ann.id, 'a.bin');
    expect(answer.text).toBe(`a.bin 70000 ${sha256(bytes)}`);
    await runner.stop();
    await sandbox.close();
  });
});
