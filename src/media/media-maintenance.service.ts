import { Injectable } from '@nestjs/common';
import { MediaDeliveryService } from './media-delivery.service';
import { MediaProcessingService } from './media-processing.service';
import { MediaSweepService } from './media-sweep.service';

/** What the clock does for the library. */
@Injectable()
export class MediaMaintenanceService {
  constructor(
    private readonly processing: MediaProcessingService,
    private readonly delivery: MediaDeliveryService,
    private readonly sweep: MediaSweepService,
  ) {}

  /**
   * Takes up whatever a lost job or a killed process has left: files, deliveries, a library-wide run, and messages that
   * should be gone. Answers how many jobs were dispatched again. Meant for every minute; safe at any time.
   */
  async redispatchLost(): Promise<number> {
    const files = await this.processing.redispatchLost();
    const deliveries = await this.delivery.redispatchLost();
    const sweep = await this.sweep.redispatchLost();
    return files + deliveries + (sweep ? 1 : 0);
  }
}
