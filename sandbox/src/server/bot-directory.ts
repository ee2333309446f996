import { ApiError } from '../bot-api/api-error';
import { type NewBot } from '../control/contract';
import { type Bot } from '../world/bot';
import { type World } from '../world/world';

const TOKEN = /^[1-9]\d{0,15}:[\w-]{35}$/;

/** Who a token belongs to. */
export class BotDirectory {
  constructor(
    private readonly world: World,
    /** Well-formed tokens nobody has yet become bots when they are first used. */
    private readonly autoRegister: boolean,
  ) {}

  /** @throws ApiError 401 for an unknown token, 404 for what can't be one. */
  byToken(token: string): Bot {
    const bot = this.world.bots.get(Number(token.slice(0, token.indexOf(':'))));
    if (bot?.token === token) return bot;
    if (!TOKEN.test(token)) throw new ApiError(404, 'Not Found');
    if (bot || !this.autoRegister) throw new ApiError(401, 'Unauthorized');
    return this.world.addBot({ token });
  }

  /** @throws Error for a malformed token or an id that is taken. */
  add(data: NewBot): Bot {
    if (!TOKEN.test(data.token)) throw new Error('A bot token reads <digits>:<35 letters, digits, _ or ->');
    const id = Number(data.token.split(':')[0]);
    if (this.world.actor(id)) throw new Error(`The id ${id} is taken`);
    return this.world.addBot(data);
  }
}
