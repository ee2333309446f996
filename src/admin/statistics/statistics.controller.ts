import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { dailyStatistics, totals } from './statistics.contract';
import { Statistics } from './statistics.service';

/** The numbers. */
@ApiController()
export class StatisticsController {
  constructor(private readonly statistics: Statistics) {}

  @Serves(dailyStatistics)
  daily(@Call() { query }: CallOf<typeof dailyStatistics>) {
    return this.statistics.daily(query);
  }

  @Serves(totals)
  totals() {
    return this.statistics.totals();
  }
}
