import { Command, Ctx } from 'nestjs-telegraf';
import { Clock } from '../../common/clock';
import { version } from '../../common/version';
import { AppConfig, tierOf } from '../../config';
import { MediaLibraryService } from '../../media';
import { HealthRegistry } from '../../observability';
import { UserService } from '../../users';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { showScreen } from '../show-screen';
import { statsScreen } from '../views/stats.view';
import { statusScreen } from '../views/status.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** The numbers, and how the system is doing. */
@ChatUpdate()
export class OperationsUpdate {
  constructor(
    private readonly users: UserService,
    private readonly library: MediaLibraryService,
    private readonly health: HealthRegistry,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  @Command('stats')
  @OnButton(buttons.stats)
  async stats(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('stats:read');
    const [users, library] = await Promise.all([this.users.count(), this.library.statistics()]);
    await showScreen(ctx, statsScreen(ctx.words, { users, library, at: new Date(this.clock.now()) }));
  }

  @Command('status')
  @OnButton(buttons.status)
  async status(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('system:read');
    const screen = statusScreen(ctx.words, {
      version,
      node: process.version,
      tier: tierOf(this.config),
      roles: this.config.server.roles,
      uptimeMs: process.uptime() * 1000,
      residentBytes: process.memoryUsage.rss(),
      parts: await this.health.ask(),
      at: new Date(this.clock.now()),
    });
    await showScreen(ctx, screen);
  }
}
