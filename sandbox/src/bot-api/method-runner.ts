import { type Bot } from '../world/bot';
import { ApiError, badRequest } from './api-error';
import { type MethodHandler, type Services } from './call';
import { MethodSchema, type RawParameters } from './method-schema';
import { chatMethods } from './methods/chats';
import { copyingMethods } from './methods/copying';
import { editingMethods } from './methods/editing';
import { fileMethods } from './methods/file-methods';
import { memberMethods } from './methods/members';
import { profileMethods } from './methods/profile';
import { queryMethods } from './methods/queries';
import { receivingMethods } from './methods/receiving';
import { sendingMethods } from './methods/sending';
import { specialMessageMethods } from './methods/special-messages';
import { Parameters } from './parameters';

/** A method as it can be called. */
export interface Method {
  name: string;
  schema: MethodSchema;
  handler: MethodHandler | undefined;
}

/** Every published method, and what the sandbox does for those it simulates. */
export class MethodRunner {
  private readonly methods = new Map<string, Method>();

  constructor(services: Services) {
    const handlers: Record<string, MethodHandler> = {
      ...receivingMethods(services),
      ...sendingMethods(services),
      ...specialMessageMethods(services),
      ...copyingMethods(services),
      ...editingMethods(services),
      ...queryMethods(services),
      ...fileMethods(services),
      ...profileMethods(services),
      ...chatMethods(services),
      ...memberMethods(services),
    };
    for (const name of MethodSchema.names()) {
      const schema = MethodSchema.of(name) as MethodSchema;
      this.methods.set(name.toLowerCase(), { name, schema, handler: handlers[name] });
    }
  }

  /** Names of the methods that are simulated. */
  supported(): string[] {
    return [...this.methods.values()].filter(({ handler }) => handler).map(({ name }) => name);
  }

  /** In any case, as Telegram does. @throws ApiError 404. */
  find(name: string): Method {
    const method = this.methods.get(name.toLowerCase());
    if (!method) throw new ApiError(404, 'Not Found: method not found');
    return method;
  }

  /** Checks the parameters and does the call; answers its `result`. @throws ApiError. */
  run(method: Method, bot: Bot, raw: RawParameters, signal: AbortSignal, warn: (text: string) => void): unknown {
    if (bot.loggedOut && method.name !== 'logOut') throw badRequest('logged out');
    const { values, unknown } = method.schema.check(raw);
    for (const name of unknown) if (!isAttachment(name, raw)) warn(`unknown parameter "${name}"`);
    if (!method.handler) throw badRequest(`the sandbox does not simulate ${method.name}`);
    return method.handler({ bot, method: method.name, parameters: new Parameters(values, raw.files), signal, warn });
  }
}

/** File parts may have any name: they are referred to as `attach://name`. */
function isAttachment(name: string, raw: RawParameters): boolean {
  return raw.files.has(name);
}
