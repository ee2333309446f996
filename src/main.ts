import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { mountApi } from './admin/mount-api';
import { mountPanel } from './admin/panel/mount-panel';
import { mountWebhook } from './bot/receiver';
import { type AppConfig, InvalidConfiguration, loadConfig, tierOf } from './config';
import { DatabaseUnreachable, EmbeddedDatabaseError, openDatabaseServer } from './database';
import { createRootLogger } from './observability';
import { exitCodes, Shutdown } from './shutdown';
import { complain } from './common/complain';
import { version } from './common/version';

/** Errors whose message is all the operator needs. */
const plainErrors = [InvalidConfiguration, EmbeddedDatabaseError, DatabaseUnreachable];

async function start(): Promise<void> {
  const codeLoadedMs = sinceLaunchMs();
  const config = loadConfig();
  const logger = createRootLogger(config);
  const shutdown = new Shutdown(config.server.shutdownTimeoutMs, logger);
  shutdown.listen();
  try {
    const database = await openDatabaseServer(config.database, logger);
    shutdown.add('database server', () => database.close());
    const databaseReadyMs = sinceLaunchMs();

    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.forRoot({ config, logger, database }),
      // A balancer's idle keep-alive connections must not hold the process back when it stops.
      { bufferLogs: true, abortOnError: false, forceCloseConnections: true, bodyParser: false },
    );
    shutdown.add('application', () => app.close());
    app.useLogger(app.get(Logger));
    mountWebhook(app);
    mountApi(app);
    mountPanel(app);
    const { host, port } = config.server;
    await app.listen(port, host);

    const timings = { codeLoadedMs, databaseReadyMs, readyMs: sinceLaunchMs() };
    logger.info({ msg: 'ready', version, tier: tierOf(config), roles: config.server.roles, ...timings });
  } catch (error) {
    if (shutdown.isStopping) return;
    complain(explainListening(error, config), plainErrors);
    await shutdown.stop(exitCodes.failed);
  }
}

/** Milliseconds since the process was launched, loading of the code included. */
const sinceLaunchMs = (): number => Math.round(performance.now());

function explainListening(error: unknown, { server }: AppConfig): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen') return error;
  if (code === 'EADDRINUSE') {
    return `Port ${server.port} is taken by another program. Stop it, or set PORT to a free one.`;
  }
  return `Can't listen on ${server.host}:${server.port} (${code ?? 'unknown reason'}). Check HOST and PORT.`;
}

start().catch((error: unknown) => {
  complain(error, plainErrors);
  process.exit(exitCodes.failed);
});
