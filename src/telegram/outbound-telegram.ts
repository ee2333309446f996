import { Context, Telegram } from 'telegraf';
import { type Opts, type Telegram as Methods } from 'telegraf/types';
import { type OutboundChain } from './outbound/outbound-chain';
import { currentLane } from './outbound/lane-context';

interface CallSignal {
  signal?: { readonly aborted: boolean };
}

/**
 * Telegraf's client with its transport replaced: each call travels the outbound chain, in the lane of the work it is
 * made from (`inLane`, else `answer`). Used as `bot.telegram` and, through `contextSpeakingThrough`, as every update's
 * `ctx.telegram`. Its `webhookReply` is off: an answer written into a webhook's response can't report an error.
 */
export class OutboundTelegram extends Telegram {
  constructor(
    token: string,
    apiRoot: string,
    private readonly chain: OutboundChain,
  ) {
    super(token, { apiRoot, webhookReply: false });
  }

  override callApi<Method extends keyof Methods>(
    method: Method,
    payload: Opts<Method>,
    { signal }: CallSignal = {},
  ): Promise<ReturnType<Methods[Method]>> {
    const options = { lane: currentLane(), signal: signal as AbortSignal | undefined };
    return this.chain.call(method, { ...payload }, options) as Promise<ReturnType<Methods[Method]>>;
  }
}

type ContextClass<C extends Context> = new (...args: ConstructorParameters<typeof Context>) => C;

/**
 * A context class for Telegraf's `contextType` option whose `ctx.telegram` is `client`. Telegraf makes a fresh client
 * for every update, so replacing `bot.telegram` alone would let each `ctx.reply` out by another door.
 */
export function contextSpeakingThrough<C extends Context>(
  client: Telegram,
  Base: ContextClass<C> = Context as unknown as ContextClass<C>,
): ContextClass<C> {
  const Parent = Base as ContextClass<Context>;
  return class OutboundContext extends Parent {
    constructor(...[update, , botInfo]: ConstructorParameters<typeof Context>) {
      super(update, client, botInfo);
    }
  } as unknown as ContextClass<C>;
}
