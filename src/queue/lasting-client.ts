import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose loss is nobody's crash. BullMQ prepares its schema on a client that it has taken out of its pool,
 * where nobody listens to it: a server that goes away just then would end the process with an unhandled 'error' event.
 * Whoever is using the connection learns of the loss through the statement that fails.
 */
export class LastingClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
