import { type ArgumentsHost, applyDecorators, Catch, type ExceptionFilter, UseFilters } from '@nestjs/common';
import { Action, Scene, Update } from 'nestjs-telegraf';
import type { CallbackData } from '../callback-data';

/** Lets errors pass to the error boundary as they are. Nest's own filter would log each one as well, text and all. */
@Catch()
export class PassErrorsOn implements ExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): never {
    throw error;
  }
}

/** A class of handlers for commands, buttons and other updates. */
export const ChatUpdate = (): ClassDecorator => applyDecorators(Update(), UseFilters(PassErrorsOn));

/** A class of handlers for one multi-step dialogue. Its state lives in the session and survives a restart. */
export const Dialogue = (id: string): ClassDecorator => applyDecorators(Scene(id), UseFilters(PassErrorsOn));

/** A handler for one kind of button. */
export const OnButton = (button: Pick<CallbackData<never>, 'pattern'>): MethodDecorator => Action(button.pattern);
