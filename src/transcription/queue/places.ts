import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config';
import { type Lease, Leases } from '../../coordination/leases';

/** One of the places at which recordings are worked; nobody else has it until it is released, or its process dies. */
export interface Place {
  readonly number: number;
  readonly lease: Lease;
}

/** The `MAX_CONCURRENT_WORKERS` places, shared by all processes. */
@Injectable()
export class Places {
  readonly count: number;

  constructor(
    private readonly leases: Leases,
    { speech }: AppConfig,
  ) {
    this.count = speech.maxConcurrentWorkers;
  }

  /** Any free place, or `null` when all are taken. */
  async takeFree(): Promise<Place | null> {
    for (let number = 1; number <= this.count; number += 1) {
      const place = await this.take(number);
      if (place) return place;
    }
    return null;
  }

  /** This place, or `null` when somebody has it. */
  async take(number: number): Promise<Place | null> {
    const lease = await this.leases.tryAcquire(`transcription place ${number}`);
    return lease && { number, lease };
  }
}
