/** A bare Telegraf bot: one INSERT and one answer for each message, launched the usual way. */
import { Pool } from 'pg';
import { Telegraf } from 'telegraf';
import { ANSWER, INSERT_UPDATE, type PeerEnvironment } from './contract';

const environment = process.env as unknown as PeerEnvironment;
const pool = new Pool({ ...(JSON.parse(environment.POSTGRES_TARGET) as object), max: 30 });
const bot = new Telegraf(environment.BOT_TOKEN, { telegram: { apiRoot: environment.TELEGRAM_API_ROOT } });

bot.on('message', async (ctx) => {
  await pool.query(INSERT_UPDATE, [ctx.update.update_id, ctx.from.id]);
  await ctx.reply(ANSWER);
});

process.on('disconnect', () => process.exit(0));
void bot.launch();
