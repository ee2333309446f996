import { Injectable, Logger } from '@nestjs/common';
import { BroadcastService } from './broadcast.service';
import { AlbumRepository } from './content/album.repository';
import { BroadcastReporter } from './reporting/broadcast-reporter';

/** A draft from pieces older than this begins with sending the album again. */
const ALBUM_DAYS = 30;

/** What schedulers call: each method is safe at any time, in any process, again. */
@Injectable()
export class BroadcastUpkeepService {
  private readonly logger = new Logger(BroadcastUpkeepService.name);

  constructor(
    private readonly broadcasts: BroadcastService,
    private readonly reporter: BroadcastReporter,
    private readonly albums: AlbumRepository,
  ) {}

  /** Begins broadcasts whose time has come, and tells the authors of those that could not. Every few seconds. */
  async startDue(): Promise<{ started: number; refused: number }> {
    const { started, refused } = await this.broadcasts.startDue();
    for (const { broadcast, problem } of refused) {
      this.logger.warn({
        msg: 'a scheduled broadcast could not begin',
        broadcastId: broadcast.id,
        reason: problem.code,
      });
      await this.reporter.tellRefused(broadcast, problem).catch((error: unknown) => {
        this.logger.warn({ msg: 'nobody could be told of that', broadcastId: broadcast.id, err: error });
      });
    }
    return { started, refused: refused.length };
  }

  /** Forgets old pieces of albums. Answers how many. Daily. */
  async forgetOldAlbums(): Promise<number> {
    return this.albums.forgetOld(ALBUM_DAYS);
  }
}
