import { ApiController } from '../http/api-controller';
import { Serves } from '../http/endpoint';
import { SystemStatus } from './system-status';
import { getSystemStatus } from './system.contract';

/** How the application itself is doing. */
@ApiController()
export class SystemController {
  constructor(private readonly status: SystemStatus) {}

  @Serves(getSystemStatus)
  read() {
    return this.status.read();
  }
}
