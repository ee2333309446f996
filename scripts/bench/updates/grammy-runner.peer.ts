/** A bare grammY bot with its concurrent runner, in order per chat: one INSERT and one answer for each message. */
import { run, sequentialize } from '@grammyjs/runner';
import { Bot } from 'grammy';
import { Pool } from 'pg';
import { ANSWER, INSERT_UPDATE, type PeerEnvironment } from './contract';

const environment = process.env as unknown as PeerEnvironment;
const pool = new Pool({ ...(JSON.parse(environment.POSTGRES_TARGET) as object), max: 30 });
const bot = new Bot(environment.BOT_TOKEN, { client: { apiRoot: environment.TELEGRAM_API_ROOT } });

bot.use(sequentialize((ctx) => String(ctx.chat?.id)));
bot.on('message', async (ctx) => {
  await pool.query(INSERT_UPDATE, [ctx.update.update_id, ctx.from.id]);
  await ctx.reply(ANSWER);
});

process.on('disconnect', () => process.exit(0));
run(bot);
